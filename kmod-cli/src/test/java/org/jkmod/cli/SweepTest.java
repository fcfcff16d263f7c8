package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of use keeps a module; what nothing uses may go, users first. */
class SweepTest {
  private static final String FOLDER = "/lib/modules/" + TestPorts.RELEASE;

  @TempDir private Path folder;
  private Rootfs rootfs;
  private FakeKernel kernel;

  @BeforeEach
  void aTree() throws IOException {
    rootfs = new Rootfs(folder);
    module("fs/fat/fat", ElfBuilder.amd64().export("fat"));
    module("fs/fat/vfat", ElfBuilder.amd64().need("fat").info("alias=fs-vfat"));
    module("crypto/md4", ElfBuilder.amd64().info("alias=crypto-md4").info("alias=md4"));
    module("net/sctp/sctp", ElfBuilder.amd64().info("alias=net-pf-2-proto-132"));
    module("drivers/block/loop", ElfBuilder.amd64().info("alias=block-major-7-*"));
    module("drivers/net/dummy", ElfBuilder.amd64().info("alias=rtnl-link-dummy"));
    module("drivers/net/nic", ElfBuilder.amd64().info("alias=pci:v00008086d*"));
    module("net/llc/llc", ElfBuilder.amd64().export("llc"));
    module("net/bridge/bridge", ElfBuilder.amd64().need("llc").info("alias=rtnl-link-bridge"));
    module("net/hook", ElfBuilder.amd64().export("hook"));
    module("net/hooked", ElfBuilder.amd64().need("hook"));
    rootfs.file(FOLDER + "/modules.order", "").file(FOLDER + "/modules.builtin", "");
    rootfs
        .folder("/etc/modprobe.d")
        .folder("/run")
        .folder("/proc/self")
        .file("/proc/uptime", "1000.25 9.00\n");
    GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs);
    kernel = new FakeKernel(rootfs);
  }

  private void module(String path, ElfBuilder elf) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    rootfs.file(FOLDER + "/kernel/" + path + ".ko", elf.info("name=" + name).build());
  }

  private void load(String... paths) throws IOException {
    for (String path : paths) {
      kernel.load(rootfs.path(FOLDER + "/kernel/" + path + ".ko"), "", 0);
    }
  }

  private Outcome sweep(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kmod", "sweep"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs, kernel);
  }

  /** Module, verdict, reason. */
  private List<String> lines(String... arguments) {
    Outcome outcome = sweep(arguments);
    assertThat(outcome.stderr()).isEmpty();
    return outcome.stdout().lines().skip(1).map(line -> line.replaceAll(" {2,}", "|")).toList();
  }

  @Test
  void whatNothingUsesMayGo() throws IOException {
    load("fs/fat/fat", "fs/fat/vfat", "crypto/md4", "net/sctp/sctp", "drivers/block/loop");
    load("net/llc/llc");
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "vfat|may go|unused",
            "fat|may go|unused",
            "md4|may go|unused",
            "sctp|may go|unused",
            "loop|may go|unused",
            "llc|may go|unused");
    assertThat(kernel.modules()).hasSize(6);
    Outcome removed = sweep("--remove");
    assertThat(removed.status()).as(removed.stderr()).isZero();
    assertThat(removed.stdout()).contains("rmmod vfat\nrmmod fat\n");
    assertThat(kernel.modules()).isEmpty();
  }

  @Test
  void whatTheKernelDoesNotTellOf() throws IOException {
    load("drivers/net/dummy", "net/hook", "net/llc/llc", "net/bridge/bridge");
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "dummy|stays|the kernel does not tell whether it is in use",
            "hook|stays|the kernel does not tell whether it is in use",
            "bridge|stays|the kernel does not tell whether it is in use",
            "llc|stays|used by bridge");
    rootfs.loaded("strange", 0).file("/proc/modules", "strange 1 0 - Live 0x0\n");
    assertThat(lines())
        .containsExactly(
            "strange|stays|modules.dep does not have it: it could not be loaded again");
  }

  @Test
  void eachKindOfUse() throws IOException {
    load("fs/fat/fat", "fs/fat/vfat", "crypto/md4", "net/sctp/sctp", "drivers/block/loop");
    load("drivers/net/nic", "net/llc/llc", "net/bridge/bridge");
    rootfs.file("/proc/self/mounts", "/dev/sdb1 /mnt/x vfat rw 0 0\n");
    rootfs.file("/proc/crypto", "name : md4\nmodule : md4\nrefcnt : 3\n\n");
    rootfs.file(
        "/proc/net/protocols",
        """
        protocol  size sockets  memory press maxhdr  slab module     cl co
        SCTP      1500      2      0   no       0   yes  sctp        y  y
        """);
    rootfs.file("/sys/block/loop0/loop/backing_file", "/x\n").folder("/sys/block/loop1");
    rootfs.folder("/sys/class/net/br0/bridge").folder("/sys/class/net/lo");
    rootfs.folder("/sys/module/nic/drivers/pci:nic/0000:00:03.0/driver");
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "vfat|stays|mounted at /mnt/x",
            "fat|stays|used by vfat",
            "md4|stays|the algorithm md4 is in use",
            "sctp|stays|sockets of SCTP are open",
            "loop|stays|loop0 has a backing file",
            "nic|stays|drives 0000:00:03.0",
            "bridge|stays|the network device br0",
            "llc|stays|used by bridge");
    assertThat(sweep("--remove").stdout()).isEmpty();
    assertThat(kernel.modules()).hasSize(8);
  }

  @Test
  void aDriverWithoutDevicesMayGo() throws IOException {
    load("drivers/net/nic");
    rootfs
        .folder("/sys/module/nic/drivers/pci:nic")
        .file("/sys/module/nic/drivers/pci:nic/bind", "");
    assertThat(lines()).containsExactly("nic|may go|unused");
  }

  @Test
  void referencesAndLists() throws IOException {
    load("fs/fat/fat", "fs/fat/vfat", "crypto/md4", "net/sctp/sctp", "net/llc/llc");
    load("drivers/block/loop");
    rootfs.file("/sys/module/vfat/refcnt", "2\n");
    rootfs.file("/etc/modules-load.d/x.conf", "md4\n");
    rootfs.file("/etc/kmod/keep.d/x.conf", "# our own\nsct?\n");
    rootfs.file("/etc/modprobe.d/x.conf", "softdep md4 pre: llc\nremove loop echo loop stays\n");
    assertThat(lines())
        .containsExactlyInAnyOrder(
            "vfat|stays|in use, 2 references",
            "fat|stays|used by vfat",
            "md4|stays|loaded at boot: /etc/modules-load.d/x.conf:1",
            "sctp|stays|kept: /etc/kmod/keep.d/x.conf:2",
            "llc|stays|softdep of md4",
            "loop|stays|has a remove command: /etc/modprobe.d/x.conf:2");
  }

  @Test
  void onlyWhatWasUnusedForLongEnough() throws IOException {
    load("crypto/md4", "net/sctp/sctp");
    assertThat(lines("--idle=2"))
        .containsExactlyInAnyOrder(
            "md4|stays|unused for only 0 min", "sctp|stays|unused for only 0 min");
    rootfs.file("/proc/uptime", "1090.00 9.00\n").file("/sys/module/md4/refcnt", "1\n");
    assertThat(lines("--idle=2"))
        .contains("md4|stays|in use, 1 reference", "sctp|stays|unused for only 1 min");
    rootfs.file("/proc/uptime", "1121.00 9.00\n").file("/sys/module/md4/refcnt", "0\n");
    assertThat(lines("--idle", "2"))
        .contains("md4|stays|unused for only 0 min", "sctp|may go|unused for 2 min");
    assertThat(sweep("--idle=2", "--remove").stdout()).isEqualTo("rmmod sctp\n");
    assertThat(kernel.modules()).containsExactly("md4");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(rootfs.path("/run/kmod/idle"))))
        .isEqualTo("rw-r--r--");
  }

  @Test
  void whatOthersCouldWriteIsNotTrusted() throws IOException {
    load("crypto/md4");
    rootfs.folder("/run").folder("/tmp/mine").link("/run/kmod", folder + "/tmp/mine");
    Outcome outcome = sweep("--idle=0", "--remove");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .isEqualTo("kmod: ERROR: /run/kmod: users other than root can write to it\n");
    assertThat(kernel.modules()).containsExactly("md4");
    Files.delete(rootfs.path("/run/kmod"));
    rootfs.folder("/run/kmod").file("/tmp/mine/idle", "1 md4\n");
    rootfs.link("/run/kmod/idle", folder + "/tmp/mine/idle");
    assertThat(lines("--idle=1")).containsExactly("md4|stays|unused for only 0 min");
    assertThat(rootfs.read("/tmp/mine/idle")).isEqualTo("1 md4\n");
    rootfs.file("/run/kmod/idle", "what\n999999999999999999999 md4\n-1 md4\n");
    assertThat(lines("--idle=1")).containsExactly("md4|stays|unused for only 0 min");
  }

  @Test
  void jsonAndMistakes() throws IOException {
    load("crypto/md4", "drivers/net/dummy");
    JsonNode modules = JsonTest.validated("sweep", sweep("--json").stdout()).get("modules");
    assertThat(modules).hasSize(2);
    assertThat(modules.get(0).get("may_go").asBoolean()).isTrue();
    assertThat(modules.get(1).get("stays").get(0).get("why").asText()).isEqualTo("not_told");
    assertThat(sweep("--idle=x").stderr())
        .isEqualTo("kmod: ERROR: invalid number of minutes 'x'.\n");
    assertThat(sweep("md4").status()).isEqualTo(1);
    assertThat(sweep("--remove", "-n").status()).isEqualTo(1);
    assertThat(kernel.modules()).hasSize(2);
  }
}
