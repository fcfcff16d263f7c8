package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jkmod.fixtures.Cpio;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Packing;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kmod check NAME}: the situations that a module can be in. kmod has no such command: what
 * is expected here is what docs/man/kmod-check.8 promises.
 */
class CheckModulesTest {
  private static final String TREE = "/lib/modules/" + TestPorts.RELEASE;
  private static final String CONF = "/etc/modprobe.d/a.conf";
  private static final String POLICY = "/etc/kmod/policy.d/10-cve.conf";
  private static final String IMAGE = "/boot/initrd.img-" + TestPorts.RELEASE;

  private static final String BY_NAME = "nothing stops modprobe from loading it by name";
  private static final String BY_USER = "loaded along with user, which needs it";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() {
    rootfs = new Rootfs(folder);
    module("af_alg", ElfBuilder.amd64().export("a", 1).info("alias=net-pf-38"));
    module("algif_aead", ElfBuilder.amd64().need("a").export("b", 1).info("alias=algif-aead"));
    module("user", ElfBuilder.amd64().need("b"));
    module("nic", ElfBuilder.amd64().info("alias=pci:v1d2*"));
    rootfs.file(TREE + "/modules.builtin", "kernel/inside.ko\n").file(TREE + "/modules.order", "");
    rootfs.file(TREE + "/modules.builtin.modinfo", "inside.license=GPL\0");
    rootfs.file("/proc/modules", "").folder("/proc/self").file("/proc/cmdline", "quiet\n");
    assertThat(GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs).status()).isZero();
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file(TREE + "/kernel/" + name + ".ko", elf.info("name=" + name).build());
  }

  private Outcome check(String... names) {
    return GoldenReplay.start(
        Stream.concat(Stream.of("kmod", "check"), Stream.of(names)).toList(), rootfs);
  }

  private void can(String name, String... reasons) {
    is(name, 1, "can be loaded", reasons);
  }

  private void cannot(String name, String... reasons) {
    is(name, 0, "cannot be loaded", reasons);
  }

  /** All that is said, so that nothing else is. */
  private void is(String name, int status, String verdict, String... reasons) {
    Outcome outcome = check(name);
    StringBuilder expected = new StringBuilder(name + ": " + verdict + "\n");
    for (String reason : reasons) {
      expected.append("  ").append(reason).append('\n');
    }
    assertThat(outcome.stdout()).isEqualTo(expected.toString());
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.status()).isEqualTo(status);
  }

  @Test
  void absent() {
    cannot("algif_gone", "this kernel does not have it");
  }

  @Test
  void builtIn() {
    can("inside", "built into the kernel");
    rootfs.file(
        "/proc/kallsyms",
        """
        0000000000000000 T start
        0000000000000000 d __initcall__kmod_insider__1_2_insider_init6
        0000000000000000 d __initcall__kmod_inside__285_1234_inside_init6
        0000000000000000 d __initcall__kmod_inside__286_1250_late_sync7s
        """);
    can(
        "inside",
        "built into the kernel; initcall_blacklist=inside_init,late_sync on the kernel command"
            + " line keeps it from starting");
    rootfs.file("/proc/cmdline", "quiet initcall_blacklist=other,inside_init\n");
    cannot(
        "inside",
        "built in, and kept from starting: initcall_blacklist=inside_init on the kernel command"
            + " line");
  }

  @Test
  void builtInWithoutAListThatSaysSo() throws IOException {
    rootfs.folder("/sys/module/ext4/parameters");
    can("ext4", "built into the kernel");
    rootfs.file("/proc/kallsyms", "0 d __initcall__kmod_xfs__1_2_xfs_init6\n");
    assertThat(check("xfs").stdout()).contains("initcall_blacklist=xfs_init ");
    cannot("jfs", "this kernel does not have it");
    Files.delete(rootfs.path(TREE + "/modules.builtin"));
    Files.delete(rootfs.path(TREE + "/modules.builtin.bin"));
    can(
        "jfs",
        "there is no such module, but it may be built in: the kernel's directory has no list of"
            + " that");
  }

  @Test
  void blacklisted() {
    rootfs.file(CONF, "blacklist user\n");
    can("user", "blacklisted at " + CONF + ":1, which stops aliases only", BY_NAME);
  }

  @Test
  void byAnInstallLine() {
    rootfs.file(CONF, "install algif_aead /bin/false\n");
    cannot("algif_aead", CONF + ":1 runs a command instead: /bin/false");
    rootfs.file(CONF, "install user /bin/true\ninstall user /bin/false\n");
    cannot(
        "user",
        CONF + ":1 runs a command instead: /bin/true",
        "the install line at " + CONF + ":2 does not count: " + CONF + ":1 does");
    rootfs.file(CONF, "install user /sbin/modprobe -i user\n");
    can("user", CONF + ":1 runs a command instead, which may load it: /sbin/modprobe -i user");
  }

  @Test
  void byAnInstallLineThatASoftdepLineDefeats() {
    rootfs.file(CONF, "softdep user pre: nic\ninstall user /bin/false\n");
    can(
        "user",
        CONF
            + ":2 has an install line; but kmod, udev and systemd pass over it, since "
            + CONF
            + ":1 has a softdep line");
  }

  @Test
  void asADependencyOfAnother() {
    rootfs.file(CONF, "blacklist algif_aead\nsoftdep nic post: algif_aead\n");
    can(
        "algif_aead",
        "blacklisted at " + CONF + ":1, which stops aliases only",
        BY_NAME,
        BY_USER,
        "loaded along with nic, by the softdep line at " + CONF + ":2");
    // What is on no list is loaded for one that is.
    rootfs.file(CONF, "").file(POLICY, "allow-only user\n");
    can("algif_aead", "forbidden by " + POLICY + ":1", BY_USER);
  }

  @Test
  void inAnImage() {
    rootfs.file(POLICY, "forbid algif_aead CVE-2026-31431\n");
    String forbidden = "forbidden by " + POLICY + ":1: CVE-2026-31431";
    Cpio archive = new Cpio().file("usr" + TREE + "/kernel/algif_aead.ko.xz", "...");
    rootfs.file(IMAGE, Packing.pack("x.zst", archive.build()));
    can(
        "algif_aead",
        forbidden,
        IMAGE + " has it, but nothing that keeps it out (see 'initramfs yes' in policy.d(5))");
    archive = new Cpio().file("usr" + TREE + "/kernel/algif_aead.ko.xz", "...");
    archive.file(POLICY.substring(1), "forbid algif_*\n");
    rootfs.file(IMAGE, archive.build());
    cannot("algif_aead", forbidden);
    archive = new Cpio().file("usr" + TREE + "/kernel/algif_aead.ko", "...");
    archive.file("etc/modprobe.d/x.conf", "install algif-aead /bin/false\n");
    rootfs.file(IMAGE, archive.build());
    cannot("algif_aead", forbidden);
  }

  @Test
  void loaded() {
    rootfs.file(POLICY, "forbid user\n").loaded("user", 0);
    can("user", "is loaded now", "forbidden by " + POLICY + ":1");
  }

  @Test
  void byThePolicy() {
    rootfs.file(POLICY, "# tonight\nforbid af_alg CVE-2026-31431\n");
    String rule = "forbidden by " + POLICY + ":2: CVE-2026-31431";
    cannot("af_alg", rule);
    cannot("algif_aead", "needs af_alg, " + rule);
    rootfs.file(POLICY, "forbid nic\n");
    can(
        "nic",
        "forbidden by " + POLICY + ":1",
        "udev and systemd may load it, for a device or from modules-load.d: they read modprobe.d, but"
            + " not the policy (see kmod policy export)");
    rootfs.file(CONF, "blacklist nic\n");
    cannot(
        "nic",
        "forbidden by " + POLICY + ":1",
        "blacklisted at " + CONF + ":1, which stops aliases only");
  }

  @Test
  void byThePolicyInAuditMode() {
    rootfs.file(POLICY, "forbid user CVE\nmode audit\n");
    can(
        "user",
        "forbidden by " + POLICY + ":1: CVE; but the policy is in audit mode, and only logs it",
        BY_NAME);
  }

  @Test
  void whatTheKernelItselfRefuses() {
    rootfs.file("/proc/cmdline", "module_blacklist=x,user\n");
    cannot("user", "the kernel refuses it: module_blacklist= on the kernel command line");
    rootfs.file("/proc/cmdline", "").file("/proc/sys/kernel/modules_disabled", "1\n");
    cannot("user", "the kernel loads no modules until the next boot: kernel.modules_disabled is 1");
  }

  @Test
  void anAliasIsForTheModulesThatItStandsFor() {
    rootfs.file(POLICY, "forbid-request net-pf-*\n");
    assertThat(check("net-pf-38").stdout())
        .startsWith(
            "af_alg (net-pf-38): can be loaded\n  not as net-pf-38, which is forbidden by "
                + POLICY
                + ":1\n  "
                + BY_NAME);
  }

  @Test
  void severalNamesAndTheStatusOfTheWorst() {
    rootfs.file(POLICY, "forbid user\n");
    Outcome outcome = check("user", "algif_gone");
    assertThat(outcome.status()).isZero();
    assertThat(check("user", "nic").status()).isEqualTo(1);
  }

  @Test
  void theProfileHasItsNumbers() {
    Outcome outcome = check("--profile=cis");
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stdout().lines().filter(line -> !line.startsWith(" ")))
        .hasSize(16)
        .startsWith("1.1.1.1 cramfs: cannot be loaded")
        .contains("1.1.1.10 usb_storage: cannot be loaded")
        .endsWith("3.2.6 tipc: cannot be loaded");
    module("sctp", ElfBuilder.amd64());
    assertThat(GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs).status()).isZero();
    assertThat(check("--profile=cis").status()).isEqualTo(1);
    assertThat(check("--profile=iso").status()).isEqualTo(2);
    assertThat(check("--profile=iso").stderr()).contains("iso");
  }

  @Test
  void theJsonHasAllOfIt() throws IOException {
    rootfs.file(POLICY, "forbid user why\n");
    Outcome outcome = check("--json", "user", "nic");
    JsonNode modules = JsonTest.validated("check-modules", outcome.stdout()).get("modules");
    assertThat(modules).hasSize(2);
    JsonNode user = modules.get(0);
    assertThat(user.get("can_be_loaded").asBoolean()).isFalse();
    JsonNode reason = user.get("reasons").get(0);
    assertThat(reason.get("kind").asText()).isEqualTo("policy");
    assertThat(reason.get("way").asBoolean()).isFalse();
    assertThat(reason.get("facts").get(0).asText()).isEqualTo(POLICY + ":1");
    assertThat(modules.get(1).get("can_be_loaded").asBoolean()).isTrue();
  }
}
