package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every document is as its schema says, and says what the classic output says. */
class JsonTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FAT = "/lib/modules/1.0/kernel/fat.ko";

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void makeTree() {
    rootfs = new Rootfs(folder);
    rootfs.file(
        FAT,
        ElfBuilder.amd64().export("fat_open", 0x1234).info("name=fat").info("license=GPL").build());
    rootfs.file(
        "/lib/modules/1.0/kernel/vfat.ko",
        ElfBuilder.amd64()
            .need("fat_open")
            .version("fat_open", 0x1234)
            .info("alias=fs-vfat")
            .info("author=J\u00f6rg \u00c3\u00b6 \u00ff end")
            .info("parm=count:How many")
            .info("parmtype=count:uint")
            .info("name=vfat")
            .build());
    rootfs.file("/lib/modules/1.0/kernel/llc.ko", ElfBuilder.amd64().info("name=llc").build());
    rootfs.file("/lib/modules/1.0/modules.builtin", "kernel/un.ko\n");
    rootfs.file("/lib/modules/1.0/modules.builtin.modinfo", "un.license=GPL\0un.alias=net-pf-1\0");
    rootfs.file("/lib/modules/1.0/modules.order", "");
    rootfs.file(
        "/etc/modprobe.d/a.conf",
        """
        options vfat count=7
        softdep vfat pre: llc post: un
        install llc echo llc
        blacklist x
        remove llc true
        weakdep fat llc
        alias my* vfat
        """);
    rootfs.folder("/proc");
    rootfs.file("/proc/modules", "vfat 16384 0 - Live 0x0\nfat 81920 1 vfat, Live 0x0\n");
    rootfs.loaded("fat", 1, "vfat");
    rootfs.loaded("vfat", 0);
    rootfs.file(
        "/lib/modules/" + TestPorts.RELEASE + "/modules.devname",
        "# head\nfuse fuse c10:229\nloop loop/x b7:1\n");
    assertThat(GoldenReplay.start(List.of("depmod", "1.0"), rootfs).status()).isZero();
  }

  private String run(String... command) {
    Outcome outcome = GoldenReplay.start(List.of(command), rootfs);
    assertThat(outcome.status()).as(outcome.stderr()).isZero();
    return outcome.stdout();
  }

  private JsonNode document(String schema, String... command) throws IOException {
    return validated(schema, run(command));
  }

  /** The document in a text, after it was held against its schema. */
  static JsonNode validated(String schema, String text) throws IOException {
    JsonNode document = MAPPER.readTree(text);
    assertThat(text).endsWith("}\n").matches("\\p{ASCII}*");
    String definition = Files.readString(Path.of("..", "docs", "json", schema + ".schema.json"));
    assertThat(
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(definition)
                .validate(document))
        .as(text)
        .isEmpty();
    return document;
  }

  @Test
  void lsmod() throws IOException {
    JsonNode modules = document("lsmod", "lsmod", "--json").get("modules");
    assertThat(modules).hasSize(2);
    assertThat(modules.get(1).get("usedBy").get(0).asText()).isEqualTo("vfat");
    document("lsmod", "kmod", "list", "--json");
    rootfs.file("/sys/module/fat/taint", "OZ\n");
    JsonNode more =
        document("lsmod", "lsmod", "--json", "--columns=name,state,taint,version,file,signer");
    assertThat(more.get("modules").get(1).get("taint").findValuesAsText("meaning"))
        .containsExactly("out of tree", "");
    assertThat(more.get("modules").get(1).get("version").isNull()).isTrue();
  }

  /** The classic output, made from the document. */
  private static String classic(JsonNode document) {
    StringBuilder text = new StringBuilder();
    for (JsonNode module : document.get("modules")) {
      for (JsonNode field : module.get("fields")) {
        String line = JsonClassic.line(field.get("name").asText(), field.get("value").asText());
        text.append(new String(JsonClassic.bytes(line), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  @Test
  void modinfoHasTheBytesOfTheClassicOutput() throws IOException {
    JsonNode document = document("modinfo", "modinfo", "--json", "-k", "1.0", "vfat", "fat", "un");
    assertThat(classic(document)).isEqualTo(run("modinfo", "-k", "1.0", "vfat", "fat", "un"));
    document("modinfo", "modinfo", "--json", "-k", "1.0", "-F", "author", "vfat");
  }

  @Test
  void everyByteComesBack() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int b = 1; b < 256; b++) {
      all.append((char) b);
    }
    all.append("\u00f0\u009f\u0098\u0080 \u00ed\u00b0\u0080 \u00c0\u0080 \u00e2\u0082");
    rootfs.file(FAT, ElfBuilder.amd64().info("name=fat").info("author=" + all).build());
    assertThat(classic(document("modinfo", "modinfo", "--json", FAT)))
        .isEqualTo(run("modinfo", FAT));
  }

  @Test
  void modprobeSteps() throws IOException {
    JsonNode steps =
        document("modprobe-steps", "modprobe", "-S", "1.0", "-D", "--json", "myfs").get("steps");
    assertThat(steps.findValuesAsText("action"))
        .containsExactly("insmod", "install", "insmod", "builtin");
    assertThat(steps.get(0).get("reason").asText()).isEqualTo("dependency");
    assertThat(steps.get(2).get("options").get(0).get("from").asText())
        .isEqualTo("/etc/modprobe.d/a.conf:1");
    document("modprobe-steps", "modprobe", "-S", "1.0", "-n", "--json", "vfat");
    document("modprobe-steps", "modprobe", "-S", "1.0", "-a", "-D", "--json", "vfat", "llc", "un");
  }

  @Test
  void modprobeQueries() throws IOException {
    assertThat(
            document("modprobe-aliases", "modprobe", "-S", "1.0", "-R", "--json", "fs-vfat")
                .findValuesAsText("module"))
        .containsExactly("vfat");
    JsonNode config = document("modprobe-config", "modprobe", "-S", "1.0", "-c", "--json");
    assertThat(config.get("softdep").get(0).get("from").asText())
        .isEqualTo("/etc/modprobe.d/a.conf:2");
    assertThat(config.get("indexes").findValuesAsText("alias")).contains("fs_vfat");
    document("modprobe-symbols", "modprobe", "--show-exports", "--json", FAT);
    document(
        "modprobe-symbols",
        "modprobe",
        "--show-modversions",
        "--json",
        "/lib/modules/1.0/kernel/vfat.ko");
  }

  @Test
  void params() throws IOException {
    rootfs.file("/sys/module/vfat/parameters/count", "7\n");
    String path = "/lib/modules/" + TestPorts.RELEASE;
    rootfs.link(path + "/kernel", "../1.0/kernel");
    assertThat(GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs).status()).isZero();
    JsonNode parameters =
        document("params", "kmod", "params", "--json", "vfat", "fat").get("parameters");
    assertThat(parameters).hasSize(1);
    assertThat(parameters.get(0).get("value").asText()).isEqualTo("7");
    assertThat(parameters.get(0).get("type").asText()).isEqualTo("uint");
  }

  @Test
  void staticNodes() throws IOException {
    assertThat(document("static-nodes", "kmod", "static-nodes", "--json").get("nodes")).hasSize(2);
  }

  @Test
  void aFailureLeavesAWholeDocument() throws IOException {
    Outcome outcome =
        GoldenReplay.start(List.of("modprobe", "-S", "1.0", "-D", "--json", "nosuch"), rootfs);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stdout()).isEqualTo("{\"steps\":[]}\n");
    assertThat(outcome.stderr()).startsWith("modprobe: FATAL: Module nosuch not found");
    assertThat(GoldenReplay.start(List.of("modprobe", "--json", "fat"), rootfs).stderr())
        .startsWith("modprobe: ERROR: --json needs one of");
  }
}
