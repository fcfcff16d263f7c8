package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jkmod.cli.text.PolicyExportText;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the tools do and say under a policy. kmod has none: what is expected here is what
 * docs/man/policy.d.5 and kmod-policy.8 promise.
 */
class PolicyCliTest {
  private static final String KERNEL = "/lib/modules/" + TestPorts.RELEASE + "/kernel/";
  private static final String FILE = "/etc/kmod/policy.d/10-cve.conf";

  /** The test's kernel loads nothing, and says so: whoever gets that far was not kept out. */
  private static final String TRIED =
      "modprobe: ERROR: could not insert '%s': Function not implemented\n";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    module("fat", ElfBuilder.amd64().export("f", 1));
    module("vfat", ElfBuilder.amd64().info("alias=fs-vfat").info("alias=fs-any").need("f"));
    module("llc", ElfBuilder.amd64());
    module("stp", ElfBuilder.amd64().info("softdep=pre: llc post: un").info("alias=fs-any"));
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.builtin", "kernel/un.ko\n");
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.order", "");
    rootfs.folder("/etc/modprobe.d").folder("/proc/self").file("/proc/modules", "");
    rootfs.file("/proc/self/status", "Name:\tmodprobe\nPPid:\t77\n");
    rootfs.file("/proc/77/comm", "a b=c\n").file("/dev/kmsg", "");
    assertThat(GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs).status()).isZero();
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file(KERNEL + name + ".ko", elf.info("name=" + name).build());
  }

  private Outcome run(String... command) {
    return GoldenReplay.start(List.of(command), rootfs);
  }

  private void policy(String text) {
    rootfs.file(FILE, text);
  }

  /** The kernel's log, which gets what there is no other log for. */
  private String logged() {
    String log = rootfs.read("/dev/kmsg");
    rootfs.file("/dev/kmsg", "");
    return log;
  }

  @Test
  void aForbiddenModuleIsRefused() {
    policy("# tonight\n\nforbid vfat CVE-2026-31431\n");
    for (String asked : List.of("vfat", "fs-vfat")) {
      Outcome outcome = run("modprobe", asked);
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.stderr())
          .isEqualTo(
              "modprobe: FATAL: Module vfat is forbidden by "
                  + FILE
                  + ":3: CVE-2026-31431\n"
                  + "modprobe: hint: 'permit vfat' in policy.d allows it; --ignore-policy=vfat"
                  + " allows it this once.\n");
      assertThat(logged())
          .isEqualTo(
              "<28>modprobe: policy: blocked module=vfat asked="
                  + asked
                  + " rule="
                  + FILE
                  + ":3 caller=77/a\\x20b=c reason=CVE-2026-31431\n");
    }
    assertThat(run("modprobe", "fat").stderr()).startsWith(TRIED.formatted("fat"));
    assertThat(logged()).isEmpty();
  }

  @Test
  void theKernelsOwnCallSaysNothingAndLogs() {
    policy("forbid vfat\n");
    Outcome outcome = run("modprobe", "-q", "--", "fs-vfat");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr()).isEmpty();
    assertThat(logged()).contains("blocked module=vfat asked=fs-vfat").doesNotContain("reason=");
  }

  @Test
  void aForbiddenDependencyRefusesAll() {
    policy("forbid fat why\n");
    Outcome outcome = run("modprobe", "vfat");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .contains("FATAL: Module fat is forbidden by " + FILE + ":1: why\n")
        .contains("hint: vfat needs it. 'permit fat' in policy.d");
    assertThat(logged().lines()).hasSize(1);
  }

  @Test
  void aForbiddenSoftDependencyIsLeftOut() {
    policy("forbid llc\n");
    Outcome outcome = run("modprobe", "-v", "stp");
    assertThat(outcome.stdout()).isEqualTo("insmod " + KERNEL + "stp.ko \n");
    assertThat(outcome.stderr())
        .contains("NOTICE: Module llc is forbidden by " + FILE + ":1: left out\n")
        .contains(TRIED.formatted("stp"));
    assertThat(logged()).contains("blocked module=llc asked=stp");
    assertThat(run("modprobe", "stp").stderr()).doesNotContain("llc");
  }

  @Test
  void ofSeveralModulesThatAnAliasStandsForTheOthersAreLoaded() {
    policy("forbid vfat\n");
    assertThat(run("modprobe", "fs-any").stderr()).startsWith(TRIED.formatted("stp"));
    assertThat(logged()).contains("blocked module=vfat asked=fs-any");
    policy("forbid vfat\nforbid stp\n");
    assertThat(run("modprobe", "fs-any").stderr()).startsWith("modprobe: FATAL: Module ");
    assertThat(logged().lines()).hasSize(2);
  }

  @Test
  void aForbiddenRequest() {
    policy("forbid-request fs-* asked\n");
    assertThat(run("modprobe", "fs-vfat").stderr())
        .startsWith("modprobe: FATAL: Module fs-vfat is forbidden by " + FILE + ":1: asked\n");
    assertThat(run("modprobe", "vfat").stderr()).startsWith("modprobe: ERROR: could not insert");
    logged();
    policy("forbid-request fs-*\npermit vfat\n");
    assertThat(run("modprobe", "fs-vfat").stderr()).startsWith("modprobe: ERROR: could not insert");
    assertThat(logged()).isEmpty();
  }

  @Test
  void whatIsOnNoListIsRefusedAndWhatAListedOneNeedsIsNot() {
    policy("allow-only vfat # root\n");
    assertThat(run("modprobe", "vfat").stderr()).startsWith("modprobe: ERROR: could not insert");
    assertThat(run("modprobe", "fat").stderr())
        .startsWith(
            "modprobe: FATAL: Module fat is forbidden by "
                + FILE
                + ":1: no allow-only line lists it\n");
  }

  @Test
  void auditLoadsAndLogs() {
    policy("forbid vfat\nmode audit\n");
    assertThat(run("modprobe", "vfat").stderr())
        .startsWith("modprobe: WARNING: Module vfat is forbidden by " + FILE + ":1 (audit)\n")
        .contains("could not insert");
    assertThat(logged()).startsWith("<29>modprobe: policy: would-block module=vfat asked=vfat");
  }

  @Test
  void ignoringItIsLogged() {
    policy("forbid vfat\nforbid llc\n");
    for (String option : List.of("--ignore-policy", "--ignore-policy=vfat")) {
      assertThat(run("modprobe", option, "vfat").stderr())
          .startsWith("modprobe: WARNING: Module vfat is forbidden by " + FILE + ":1 (ignored)\n")
          .contains("could not insert");
      assertThat(logged()).contains("policy: ignored module=vfat");
    }
    assertThat(run("modprobe", "--ignore-policy=vfat", "llc").stderr())
        .startsWith("modprobe: FATAL: Module llc is forbidden");
    assertThat(run("modprobe", "--ignore", "vfat").stderr()).startsWith("modprobe: FATAL: Module");
  }

  @Test
  void anInstallCommandGetsTheOption() {
    policy("forbid vfat\n");
    rootfs.file("/etc/modprobe.d/a.conf", "install llc echo \"$MODPROBE_OPTIONS\"\n");
    assertThat(run("modprobe", "--ignore-policy=vfat", "llc").stdout())
        .isEqualTo("--ignore-policy='vfat'\n");
    assertThat(run("modprobe", "--ignore-policy", "llc").stdout()).isEqualTo("--ignore-policy\n");
  }

  @Test
  void whatOnlyShowsKeepsItsLinesAndLogsNothing() {
    String plan = run("modprobe", "-D", "vfat").stdout();
    policy("forbid fat why\nforbid llc\n");
    Outcome shown = run("modprobe", "-D", "vfat");
    assertThat(shown.status()).isZero();
    assertThat(shown.stdout()).isEqualTo(plan).contains("fat.ko");
    assertThat(shown.stderr())
        .isEqualTo("modprobe: WARNING: Module fat is forbidden by " + FILE + ":1: why\n");
    assertThat(run("modprobe", "-qD", "vfat").stderr()).isEmpty();
    assertThat(run("modprobe", "-R", "fs-vfat"))
        .isEqualTo(new Outcome(0, "vfat\n", shown.stderr(), Map.of()));
    Outcome dry = run("modprobe", "-n", "-v", "vfat");
    assertThat(dry.status()).isEqualTo(1);
    assertThat(dry.stdout()).isEmpty();
    assertThat(dry.stderr()).startsWith("modprobe: FATAL: Module fat is forbidden");
    assertThat(logged()).isEmpty();
  }

  @Test
  void anotherRootTakesItsPolicyAlong() {
    policy("forbid vfat\n");
    rootfs.link("/image/lib", "../lib");
    assertThat(run("modprobe", "-d", "/image", "-S", TestPorts.RELEASE, "-n", "vfat").stderr())
        .isEmpty();
    rootfs.file("/image" + FILE, "forbid vfat\n");
    assertThat(run("modprobe", "-d", "/image", "-S", TestPorts.RELEASE, "-n", "vfat").stderr())
        .contains("forbidden by /image" + FILE + ":1\n");
    rootfs.file("/other.conf", "");
    assertThat(run("modprobe", "-C", "/other.conf", "vfat").stderr()).contains("is forbidden by");
  }

  @Test
  void whatIsWrongWithTheFilesIsSaidAndLogged() throws IOException {
    policy("forbid vfat\n");
    Files.setPosixFilePermissions(rootfs.path(FILE), PosixFilePermissions.fromString("rw-rw-rw-"));
    String said = FILE + ": ignored: users other than root can write to it\n";
    assertThat(run("modprobe", "vfat").stderr())
        .startsWith("modprobe: WARNING: " + said + TRIED.formatted("vfat"));
    assertThat(logged()).isEqualTo("<28>modprobe: policy: " + said);
    Files.setPosixFilePermissions(rootfs.path(FILE), PosixFilePermissions.fromString("rw-r--r--"));
    policy("forbiden x\u001b\n".repeat(30) + "forbid vfat\n");
    String[] lines = run("modprobe", "vfat").stderr().split("\n", -1);
    assertThat(lines[0])
        .isEqualTo(
            "modprobe: WARNING: " + FILE + ":1: 'forbiden': unknown keyword; the line is ignored");
    assertThat(lines[10]).endsWith("20 more like that: see kmod policy test");
    assertThat(lines[11]).contains("Module vfat is forbidden");
  }

  @Test
  void aSystemLogThatListensGetsTheLines() {
    policy("forbid vfat\n");
    rootfs.file("/dev/log", "");
    run("modprobe", "vfat");
    assertThat(logged()).isEmpty();
    rootfs.file("/proc/net/unix", "0000: 00000002 00000000 00010000 0001 01 1 /run/other\n");
    run("modprobe", "vfat");
    assertThat(logged()).contains("blocked");
    String socket = rootfs.path("/dev/log").toString();
    rootfs.file("/proc/net/unix", "0000: 00000002 00000000 00000000 0002 01 1 " + socket + "\n");
    run("modprobe", "vfat");
    assertThat(logged()).isEmpty();
  }

  /** An index that somebody else made may have anything for a name; root's modprobe reads this. */
  @Test
  void anExportHasOnlyNamesThatAreNames() throws IOException {
    policy("forbid d*\n");
    String tree = "/lib/modules/" + TestPorts.RELEASE;
    for (String name : List.of("d", "d\\x")) {
      rootfs.file(tree + "/kernel/" + name + ".ko", ElfBuilder.amd64().build());
    }
    assertThat(run("depmod", TestPorts.RELEASE).status()).isZero();
    Outcome outcome = run("kmod", "policy", "export");
    assertThat(outcome.stdout().lines().filter(line -> line.startsWith("install ")))
        .contains("install d /bin/false")
        .noneMatch(line -> line.contains("\\"));
    assertThat(outcome.stderr()).contains("cannot stand in modprobe.d: d\\x");
    for (String name : List.of("a\nb", "a b", "a*", "\u007f", "")) {
      assertThat(PolicyExportText.isWord(name)).as(name).isFalse();
    }
  }

  @Test
  void anExportGoesWhereALinkLeads() throws IOException {
    policy("forbid vfat\n");
    rootfs.file("/srv/export.conf", "old\n");
    Files.createSymbolicLink(rootfs.path("/link"), rootfs.path("/srv/export.conf"));
    assertThat(run("kmod", "policy", "export", "-o", "/link").status()).isZero();
    assertThat(rootfs.read("/srv/export.conf")).contains("install vfat");
    assertThat(rootfs.path("/link")).isSymbolicLink();
    try (Stream<Path> left = Files.list(rootfs.path("/srv"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void explainTellsTheRule() throws IOException {
    policy("forbid fat why\nforbid llc\n");
    assertThat(run("kmod", "explain", "vfat").stdout())
        .contains(
            "forbidden fat\n    "
                + FILE
                + ":1: why\n    so nothing is loaded\nwithout the policy:\ninsmod /lib/");
    assertThat(run("kmod", "explain", "stp").stdout())
        .contains("forbidden llc\n    " + FILE + ":2\n    so it is left out\n");
    JsonNode module =
        JsonTest.validated("explain", run("kmod", "explain", "--json", "stp").stdout())
            .get("modules")
            .get(0);
    assertThat(module.get("policy").get(0).get("rule").asText()).isEqualTo(FILE + ":2");
    assertThat(module.get("steps").get(0).get("action").asText()).isEqualTo("forbidden");
    JsonNode plan =
        JsonTest.validated("modprobe-steps", run("modprobe", "-D", "--json", "vfat").stdout());
    assertThat(plan.get("policy").get(0).get("module").asText()).isEqualTo("fat");
  }

  @Test
  void lsmodHasAColumn() throws IOException {
    policy("forbid fat\npermit llc\n");
    rootfs.file("/proc/modules", "llc 1 0 - Live 0x0\nfat 1 0 - Live 0x0\nstp 1 0 - Live 0x0\n");
    for (String name : List.of("llc", "fat", "stp")) {
      rootfs.loaded(name, 0);
    }
    assertThat(run("lsmod", "--columns=name,policy").stdout())
        .contains("llc     permitted " + FILE + ":2\n")
        .contains("fat     forbidden " + FILE + ":1\n")
        .contains("stp     -\n");
    JsonTest.validated("lsmod", run("lsmod", "--json", "--columns=policy").stdout());
  }

  @Test
  void statusOfAllAndOfNames() throws IOException {
    policy("forbid fat why\nforbid-request fs-*\npermit stp\n");
    rootfs.file("/proc/modules", "llc 1 0 - Live 0x0\n").loaded("llc", 0);
    // As of one that is part of another kernel, the running one.
    rootfs.folder("/sys/module/vfat");
    assertThat(run("kmod", "policy", "status").stdout().replaceAll(" +", " "))
        .isEqualTo(
            """
            Module Policy Now Rule Reason
            fat forbidden - %1$s:1 why
            llc allowed loaded - -
            stp permitted - %1$s:3 -
            un allowed built in - -
            vfat forbidden - %1$s:1 needs fat why
            """
                .formatted(FILE));
    Outcome named = run("kmod", "policy", "status", "--json", "fs-any", "nosuch");
    assertThat(named.status()).isEqualTo(1);
    assertThat(named.stderr()).contains("Module nosuch not found");
    JsonNode rows = JsonTest.validated("policy-status", named.stdout()).get("modules");
    assertThat(rows).hasSize(2);
    assertThat(run("kmod", "policy", "status", "fs-vfat").stdout()).contains(FILE + ":2");
  }

  @Test
  void testFindsWhatIsWrongAndWhatDoesNothing() throws IOException {
    policy(
        """
        forbid fat
        forbid fa?
        forbid nosuch
        forbid net-pf-*
        permit llc
        permit fat
        forbid-request anything
        """);
    Outcome sound = run("kmod", "policy", "test");
    assertThat(sound.status()).isZero();
    assertThat(sound.stdout())
        .isEqualTo(
            """
            note: %1$s:1: forbid fat: has no effect: %1$s:6 has 'permit fat'
            note: %1$s:2: forbid fa?: has no effect: %1$s:6 has 'permit fat'
            note: %1$s:3: forbid nosuch: no installed kernel has such a module
            note: %1$s:4: forbid net-pf-*: no installed kernel has such a module; to forbid an alias that programs ask for, use forbid-request
            """
                .formatted(FILE));
    rootfs.file("/new.conf", "forbid\n");
    Outcome bad = run("kmod", "policy", "test", "/new.conf");
    assertThat(bad.status()).isEqualTo(1);
    assertThat(bad.stdout()).startsWith("error: /new.conf:1: 'forbid': nothing follows");
    JsonTest.validated("policy-test", run("kmod", "policy", "test", "--json").stdout());
    policy("permit llc\n");
    assertThat(run("kmod", "policy", "test").stdout())
        .isEqualTo(
            "note: " + FILE + ":1: permit llc: has no effect: nothing forbids what it permits\n");
  }

  @Test
  void anExportKeepsOutTheSameAndOurModprobePassesOverIt() throws IOException {
    policy("forbid fat\nallow-only stp\n");
    String export = "/etc/modprobe.d/00-kmod-policy.conf";
    Outcome outcome = run("kmod", "policy", "export", "-o", export);
    assertThat(outcome.status()).as(outcome.stderr()).isZero();
    String text = rootfs.read(export);
    assertThat(run("kmod", "policy", "test").status()).isZero();
    assertThat(text)
        .startsWith("# Made by kmod policy export, fingerprint ")
        .contains("blacklist fat\ninstall fat /bin/false\n")
        .contains("install vfat /bin/false\n")
        .contains("install llc /bin/false\n")
        .doesNotContain("install stp");
    assertThat(run("kmod", "policy", "export", "--style=true").stdout())
        .contains("install fat /bin/true\n");
    JsonTest.validated("policy-export", run("kmod", "policy", "export", "--format=json").stdout());
    assertThat(run("modprobe", "--ignore-policy", "-n", "-v", "llc").stdout())
        .isEqualTo("insmod " + KERNEL + "llc.ko \n");
    policy("allow-only vfat\n");
    Outcome stale = run("kmod", "policy", "test");
    assertThat(stale.status()).isEqualTo(1);
    assertThat(stale.stdout())
        .isEqualTo(
            "error: "
                + export
                + ": it is not what the policy says now: run kmod policy export again\n");
    assertThat(run("kmod", "policy", "export").stdout())
        .contains("install llc")
        .doesNotContain("install fat")
        .doesNotContain("install vfat");
    policy("forbid fat\nmode audit\n");
    assertThat(run("kmod", "policy", "export").stderr()).contains("audit mode");
  }

  @Test
  void aGeneratedListAllowsWhatIsUsed() {
    rootfs.file("/proc/modules", "llc 1 0 - Live 0x0\n").loaded("llc", 0);
    rootfs.file("/etc/fstab", "# x\n/dev/sda1 /boot vfat defaults 0 2\n");
    rootfs.file("/etc/modules", "un\n# no\nstp x=1\n");
    String text = run("kmod", "policy", "generate").stdout();
    assertThat(text)
        .contains("allow-only llc # loaded\n")
        .contains("allow-only vfat # /etc/fstab: /boot\n")
        .contains("allow-only fat # for vfat\n")
        .contains("allow-only stp # /etc/modules\n")
        .doesNotContain("allow-only un");
    policy(text);
    assertThat(run("kmod", "policy", "test").stdout()).isEmpty();
    for (String name : List.of("llc", "vfat", "stp")) {
      assertThat(run("modprobe", "-n", name).stderr()).isEmpty();
    }
    assertThat(run("kmod", "policy", "generate", "--from=fstab").stdout()).doesNotContain("llc");
    assertThat(run("kmod", "policy", "generate", "--from=x").status()).isEqualTo(1);
  }

  @Test
  void evictRemovesUsersFirst() {
    policy("forbid fat\n");
    rootfs.file("/proc/modules", "vfat 1 0 - Live 0x0\nfat 1 1 vfat, Live 0x0\n");
    rootfs.loaded("vfat", 0).loaded("fat", 1, "vfat");
    Outcome shown = run("kmod", "policy", "evict", "-n");
    assertThat(shown.status()).isZero();
    assertThat(shown.stdout()).isEqualTo("rmmod vfat\nrmmod fat\n");
    assertThat(run("kmod", "policy", "evict").stderr()).contains("could not remove 'vfat'");
    policy("forbid fat\nmode audit\n");
    assertThat(run("kmod", "policy", "evict").stderr()).contains("audit mode: nothing is removed");
    policy("allow-only vfat\n");
    assertThat(run("kmod", "policy", "evict", "-n").stdout()).isEmpty();
    policy("forbid vfat why\n");
    assertThat(run("modprobe", "-r", "-n", "-v", "vfat").stderr())
        .isEqualTo(
            "modprobe: NOTICE: Module vfat is forbidden by "
                + FILE
                + ":1: why: it will not be loaded again\n");
  }

  @Test
  void commandsThatThereAreNot() {
    assertThat(run("kmod", "policy").status()).isEqualTo(1);
    assertThat(run("kmod", "policy", "x").stderr()).isEqualTo("invalid command 'x'\n");
    assertThat(run("kmod", "policy", "--help").stdout()).contains("evict");
    for (String command : List.of("status", "test", "generate", "export", "evict")) {
      assertThat(run("kmod", "policy", command, "--help").status()).isZero();
    }
  }
}
