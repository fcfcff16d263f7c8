package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.check.Fault;
import org.jkmod.check.Finding;
import org.jkmod.cli.text.CheckText;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** kmod has no such command: what is expected here is what docs/man/kmod-check.8 promises. */
class CheckCliTest {
  private static final String TREE = "/lib/modules/" + TestPorts.RELEASE;
  private static final String CONF = "/etc/modprobe.d/a.conf";
  private static final String EXPORT = "/etc/modprobe.d/00-kmod-policy.conf";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() {
    rootfs = new Rootfs(folder);
    module("fat", ElfBuilder.amd64().export("f", 1));
    module("vfat", ElfBuilder.amd64().info("alias=fs-vfat").need("f").info("parmtype=mode:int"));
    rootfs.file(TREE + "/modules.builtin", "kernel/un.ko\n").file(TREE + "/modules.order", "");
    rootfs.file(TREE + "/modules.builtin.modinfo", "un.license=GPL\0").file("/proc/modules", "");
    assertThat(run("depmod", TestPorts.RELEASE).status()).isZero();
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file(TREE + "/kernel/" + name + ".ko", elf.info("name=" + name).build());
  }

  private Outcome run(String... command) {
    return GoldenReplay.start(List.of(command), rootfs);
  }

  @Test
  void nothingIsSaidWhereNothingIsWrong() {
    Outcome outcome = run("kmod", "check");
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aFaultHasItsPlaceAndAWayOut() {
    rootfs.file(CONF, "# one\noptions vfat mod=1\nblacklist gone\n");
    Outcome outcome = run("kmod", "check");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stdout())
        .isEqualTo(
            "error: "
                + CONF
                + ":2: vfat has no parameter 'mod': the kernel ignores it"
                + " [options-unknown-parameter]\n"
                + "  Did you mean 'mode'? modinfo -p vfat lists them.\n"
                + "note: "
                + CONF
                + ":3: no installed kernel has the module gone [blacklist-missing]\n"
                + "  Correct the name, or keep it for a future kernel.\n");
  }

  @Test
  void notesAloneAreNoFailure() {
    rootfs.file(CONF, "blacklist gone\n");
    assertThat(run("kmod", "check").status()).isZero();
  }

  @Test
  void anotherSystemIsCheckedByItself() throws IOException {
    Files.createDirectory(rootfs.path("/mnt"));
    Files.move(rootfs.path("/lib"), rootfs.path("/mnt/lib"));
    rootfs.file("/mnt" + CONF, "frob\n").file(CONF, "nor this\n");
    Outcome outcome = run("kmod", "check", "-d", "/mnt");
    assertThat(outcome.stdout().lines()).hasSize(2);
    assertThat(outcome.stdout()).startsWith("error: " + CONF + ":1: 'frob' is not a keyword");
    assertThat(run("kmod", "check", "-d", "/nowhere").status()).isEqualTo(2);
  }

  @Test
  void aStaleExportIsFound() {
    rootfs.folder("/etc/modprobe.d").folder("/proc/self");
    rootfs.file("/etc/kmod/policy.d/p.conf", "forbid fat\n");
    assertThat(run("kmod", "policy", "export", "-o", EXPORT).status()).isZero();
    assertThat(run("kmod", "check").stdout()).isEmpty();
    rootfs.file("/etc/kmod/policy.d/p.conf", "forbid vfat\n");
    assertThat(run("kmod", "check").stdout())
        .startsWith("error: " + EXPORT + ": is not what the policy says now [");
  }

  @Test
  void theJsonHasAllOfIt() throws IOException {
    rootfs.file(CONF, "frob\n");
    Outcome outcome = run("kmod", "check", "--json");
    assertThat(outcome.status()).isEqualTo(1);
    JsonNode finding = JsonTest.validated("check", outcome.stdout()).get("findings").get(0);
    assertThat(finding.get("severity").asText()).isEqualTo("error");
    assertThat(finding.get("kind").asText()).isEqualTo("unknown-keyword");
    assertThat(finding.get("file").asText()).isEqualTo(CONF);
    assertThat(finding.get("line").asInt()).isEqualTo(1);
    assertThat(finding.get("way_out").asText()).isNotEmpty();
  }

  @Test
  void whatATerminalWouldObeyIsShown() {
    rootfs.file(CONF, "\u001b[2Jfrob\n");
    assertThat(run("kmod", "check").stdout()).contains("\\x1b[2J").doesNotContain("\u001b");
  }

  /** Whatever the facts are: words that take more than there are would throw. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyKindHasWordsAndIsInTheManualPage(Fault fault) throws IOException {
    List<String> facts =
        fault == Fault.POLICY_BAD_LINE
            ? List.of("x", "TOO_LONG")
            : List.of("1", "2", "3", "4").subList(0, facts(fault));
    Finding finding = Finding.of(fault, "/etc/file", facts.toArray(new String[0]));
    assertThat(CheckText.what(finding)).isNotBlank().doesNotContain("%", "null");
    assertThat(CheckText.wayOut(finding)).endsWith(".").doesNotContain("%", "null");
    String page = Files.readString(Path.of("..", "docs", "man", "kmod-check.8"));
    assertThat(page.replace("\\-", "-"))
        .contains("\\fB" + fault.id() + "\\fR (" + CheckText.severity(finding) + ")");
  }

  /** How many facts Fault says that it has. */
  private static int facts(Fault fault) {
    return switch (fault) {
      case FILE_WRITABLE,
          FILE_IGNORED,
          FILE_IS_FOLDER,
          BYTE_ORDER_MARK,
          NUL_CHARACTER,
          CARRIAGE_RETURN,
          COMMENT_JOINED,
          RELEASE_EMPTY,
          INDEX_MISSING,
          INDEX_INCOMPLETE,
          INPUT_MISSING,
          MODULE_NOT_INDEXED,
          POLICY_EXPORT_STALE ->
          0;
      case ALIAS_TO_ALIAS,
          ALIAS_LOOP,
          ALIAS_HIDES_MODULE,
          BLACKLIST_ALIAS,
          BLACKLIST_DEPENDENCY,
          INSTALL_SECOND,
          INSTALL_DEFEATED,
          SOFTDEP_TO_MISSING,
          SOFTDEP_SECOND,
          MODULE_DOUBLED,
          MODULE_UPDATED,
          MODULE_OTHER_MACHINE,
          FIRMWARE_MISSING,
          OVERRIDE_MATCHES_NOTHING,
          POLICY_TOO_LARGE,
          POLICY_CONTRADICTION ->
          2;
      case OPTIONS_UNKNOWN_PARAMETER, OPTIONS_DOUBLED, POLICY_NEVER_COUNTS -> 3;
      case OPTIONS_WRONG_VALUE -> 4;
      default -> 1;
    };
  }
}
