package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.text.ProgressBar;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depmod tells people and programs besides its files. */
class DepmodReportTest {
  private static final String KERNEL = "/lib/modules/1.0/kernel/";

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void makeTree() {
    rootfs = new Rootfs(folder);
    rootfs.file(KERNEL + "fat.ko", ElfBuilder.amd64().export("fat_open", 1).build());
    rootfs.file(KERNEL + "vfat.ko", ElfBuilder.amd64().need("fat_open").need("fat_close").build());
    rootfs.file(KERNEL + "bad.ko", "no module");
    rootfs.file("/symvers", "0x1\tprintk\tvmlinux\tEXPORT_SYMBOL\n");
  }

  private Outcome depmod(String... arguments) {
    List<String> command = new ArrayList<>(List.of("depmod"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs);
  }

  private JsonNode document(Outcome outcome) throws IOException {
    return JsonTest.validated("depmod", outcome.stdout());
  }

  @Test
  void reportsModulesProblemsAndPhases() throws IOException {
    rootfs.file(
        "/lib/modules/1.0/updates/fat.ko", ElfBuilder.amd64().export("fat_open", 1).build());
    rootfs.file(
        KERNEL + "fat.ko", ElfBuilder.amd64().export("fat_open", 1).export("fat_close", 2).build());
    Outcome outcome = depmod("-n", "--json", "-e", "-E", "/symvers", "1.0");
    JsonNode report = document(outcome);
    assertThat(report.get("modules").findValuesAsText("name"))
        .containsExactlyInAnyOrder("fat", "vfat", "bad");
    for (JsonNode module : report.get("modules")) {
      if (module.get("name").asText().equals("vfat")) {
        assertThat(module.get("dependencies").get(0).asText()).isEqualTo("fat");
      }
    }
    assertThat(report.get("problems").findValuesAsText("kind"))
        .contains("BadModule", "Duplicate", "UnknownSymbol", "MissingInput");
    assertThat(report.get("phases").findValuesAsText("name")).contains("read", "linked");
    assertThat(outcome.stderr())
        .contains("vfat.ko needs unknown symbol fat_close\n")
        .contains(
            "depmod: hint: /lib/modules/1.0/kernel/fat.ko exports it, but is passed over in"
                + " favour of /lib/modules/1.0/updates/fat.ko (depmod.d: search, override).\n");
    assertThat(rootfs.path("/lib/modules/1.0/modules.dep")).doesNotExist();
    assertThat(depmod("-n", "-v", "1.0").stderr())
        .contains(
            "depmod: hint: /lib/modules/1.0/kernel/fat.ko is not used:"
                + " /lib/modules/1.0/updates/fat.ko takes its place (search: updates comes before built-in).\n");
  }

  @Test
  void writesFilesToo() throws IOException {
    assertThat(document(depmod("--json", "1.0")).get("modules")).hasSize(3);
    assertThat(rootfs.path("/lib/modules/1.0/modules.dep")).exists();
    assertThat(document(depmod("-A", "--json", "1.0")).get("modules")).isEmpty();
  }

  @Test
  void namesTheSymbolsOfACycle() throws IOException {
    rootfs.file(KERNEL + "a.ko", ElfBuilder.amd64().export("a_go", 1).need("b_go").build());
    rootfs.file(KERNEL + "b.ko", ElfBuilder.amd64().export("b_go", 1).need("a_go").build());
    Outcome outcome = depmod("--json", "1.0");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .containsAnyOf(
            "depmod: hint: a uses b_go of b.\ndepmod: hint: b uses a_go of a.\n",
            "depmod: hint: b uses a_go of a.\ndepmod: hint: a uses b_go of b.\n");
    JsonNode report = document(outcome);
    assertThat(report.get("modules")).isEmpty();
    assertThat(report.get("problems").findValuesAsText("kind")).contains("Cycle", "Cycles");
  }

  @Test
  void theBarWaitsASecondAndGoes() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long[] now = {0};
    int[] asked = {0};
    ProgressBar bar =
        new ProgressBar(
            new TextOutput(err),
            () -> {
              asked[0]++;
              return true;
            },
            () -> now[0],
            "modules read");
    bar.show(10, 100);
    now[0] = 999_999_999;
    bar.show(20, 100);
    bar.clear();
    assertThat(err.size()).isZero();
    assertThat(asked[0]).isZero();
    now[0] = 1_000_000_000;
    bar.show(50, 100);
    now[0] += 1;
    bar.show(51, 100);
    bar.clear();
    bar.clear();
    assertThat(err.toString(StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "\r\u001b[K[####################                    ] 50 of 100 modules read"
                + "\r\u001b[K");
    assertThat(asked[0]).isEqualTo(1);
  }

  @Test
  void thereIsNoBarInAPipe() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    long[] now = {0};
    ProgressBar bar =
        new ProgressBar(new TextOutput(err), () -> false, () -> now[0], "modules read");
    now[0] = 5_000_000_000L;
    bar.show(1, 2);
    bar.clear();
    assertThat(err.size()).isZero();
  }

  @Test
  void recordsAllEndAlike() throws IOException {
    Files.createDirectories(rootfs.path("/lib/modules/1.0"));
    rootfs.file(
        KERNEL + "fat.ko",
        ElfBuilder.amd64()
            .info("name=fat")
            .info("parm=n:How\nmany")
            .info("parmtype=n:int")
            .info("license=GPL")
            .build());
    assertThat(
            GoldenReplay.start(List.of("modinfo", "--records", KERNEL + "fat.ko"), rootfs).stdout())
        .isEqualTo(
            "filename=" + KERNEL + "fat.ko\0name=fat\0license=GPL\0parm=n:How\nmany (int)\0");
    assertThat(
            GoldenReplay.start(
                    List.of("modinfo", "--records", "-F", "license", KERNEL + "fat.ko"), rootfs)
                .stdout())
        .isEqualTo("license=GPL\0");
  }
}
