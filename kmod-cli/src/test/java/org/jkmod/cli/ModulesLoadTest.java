package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As systemd-modules-load 257 does it; scripts/check-modules-load runs both. */
class ModulesLoadTest {
  private static final String KERNEL = "/lib/modules/" + TestPorts.RELEASE + "/kernel/";

  @TempDir private Path folder;
  private Rootfs rootfs;
  private FakeKernel kernel;

  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    module("llc", ElfBuilder.amd64().export("llc"));
    module("stp", ElfBuilder.amd64().need("llc").export("stp"));
    module("bridge", ElfBuilder.amd64().need("stp").need("llc").info("alias=net-pf-7"));
    module("fat", ElfBuilder.amd64().export("fat"));
    module("vfat", ElfBuilder.amd64().need("fat"));
    module("broken", ElfBuilder.amd64().need("nowhere").export("broken"));
    module("after", ElfBuilder.amd64().need("broken"));
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.order", "");
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.builtin", "kernel/un.ko\n");
    rootfs.folder("/etc/modprobe.d").folder("/proc").file("/proc/cmdline", "quiet\n");
    GoldenReplay.start(List.of("depmod", TestPorts.RELEASE), rootfs);
    kernel = new FakeKernel(rootfs);
  }

  private void module(String name, ElfBuilder elf) {
    rootfs.file(KERNEL + name + ".ko", elf.info("name=" + name).build());
  }

  private Outcome load(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kmod", "modules-load"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs, kernel);
  }

  private static List<String> asked(Outcome outcome) {
    return outcome
        .stderr()
        .lines()
        .filter(line -> line.startsWith("Loading module: "))
        .map(line -> line.substring("Loading module: ".length()))
        .toList();
  }

  @Test
  void oneOfAll() {
    rootfs.file("/proc/cmdline", "modules_load=vfat,nosuch modules-load\n");
    rootfs.file("/etc/modules-load.d/b.conf", "# nets\n\n  bridge  \n; none\nun\nvfat\n");
    rootfs.file("/etc/modprobe.d/x.conf", "blacklist stp\noptions vfat a=1\n");
    rootfs.file("/usr/lib/modules-load.d/a.conf", "stp\n");
    Outcome outcome = load("-j1");
    assertThat(outcome.status()).isZero();
    assertThat(kernel.calls().stream().map(String::strip))
        .containsExactlyInAnyOrder(
            "load fat", "load vfat a=1", "load llc", "load stp", "load bridge");
    assertThat(outcome.stdout()).isEmpty();
    assertThat(outcome.stderr())
        .isEqualTo(
            """
            Missing argument for modules-load= kernel command line switch, ignoring.
            Failed to find module 'nosuch'
            Module 'stp' is deny-listed (by kmod)
            Module 'un' is built in
            Inserted module 'vfat'
            Inserted module 'bridge'
            """);
    assertThat(load("-q").stderr())
        .isEqualTo("Missing argument for modules-load= kernel command line switch, ignoring.\n");
    assertThat(load().stderr()).contains("Module 'vfat' is already loaded\n");
  }

  @Test
  void aFailureKeepsOutOnlyWhatNeedsIt() {
    rootfs.file("/etc/modules-load.d/a.conf", "after\nbridge\nbroken\nvfat\n");
    rootfs.file("/etc/modprobe.d/x.conf", "options vfat x=bad\n");
    Outcome outcome = load();
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(kernel.modules()).containsExactlyInAnyOrder("llc", "stp", "bridge", "fat");
    assertThat(outcome.stderr())
        .contains("Failed to insert module 'after': No such file or directory\n")
        .contains("Failed to insert module 'broken': No such file or directory\n")
        .contains("Failed to insert module 'vfat': Invalid argument\n")
        .contains("Inserted module 'bridge'\n")
        .contains("kmod: hint: ");
  }

  @Test
  void commandsAndPolicy() {
    rootfs.file("/etc/modules-load.d/a.conf", "vfat\nbridge\nllc\n");
    rootfs.file("/etc/modprobe.d/x.conf", "install vfat false\n");
    rootfs.file("/etc/kmod/policy.d/x.conf", "forbid stp\n");
    Outcome outcome = load("-j", "1");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .contains(
            """
            Error running install command 'false' for module vfat: retcode 1
            Failed to insert module 'vfat': Invalid argument
            """)
        .contains("Module stp is forbidden by");
    assertThat(kernel.modules()).containsExactly("fat", "llc");
  }

  @Test
  void noProgressWhenOnlyWhatGoesWrongIsWanted() {
    rootfs.file("/etc/modules-load.d/a.conf", "vfat\nllc\n");
    rootfs.file("/etc/modprobe.d/x.conf", "install vfat sleep 1.1\n");
    List<String> command = List.of("kmod", "modules-load", "-j1");
    assertThat(GoldenReplay.startOnTerminal(command, rootfs, kernel).stderr())
        .contains(" of 2 modules loaded");
    List<String> quiet = List.of("kmod", "modules-load", "-j1", "--quiet");
    assertThat(GoldenReplay.startOnTerminal(quiet, rootfs, kernel).stderr()).isEmpty();
  }

  @Test
  void foldersHideEachOther() {
    for (String place : new String[] {"etc", "run", "usr/local/lib", "usr/lib"}) {
      rootfs.file("/" + place + "/modules-load.d/same.conf", place + "\n");
      rootfs.file(
          "/" + place + "/modules-load.d/" + place.replace('/', '-') + ".conf", "x" + place);
    }
    rootfs.file("/usr/lib/modules-load.d/null.conf", "hidden\n");
    rootfs.link("/etc/modules-load.d/null.conf", "/dev/null");
    rootfs.file("/usr/lib/modules-load.d/empty.conf", "hidden\n");
    rootfs.file("/run/modules-load.d/empty.conf", "");
    rootfs.file("/usr/lib/modules-load.d/gone.conf", "hidden\n");
    rootfs.link("/etc/modules-load.d/gone.conf", "/nowhere");
    rootfs.file("/etc/modules-load.d/.x.conf", "hidden\n").file("/etc/modules-load.d/x", "hidden");
    Outcome outcome = load("-v");
    assertThat(outcome.status()).isZero();
    assertThat(asked(outcome)).containsExactly("xetc", "xrun", "etc", "xusr/lib", "xusr/local/lib");
    assertThat(asked(load("-v", "same.conf", "/run/modules-load.d/run.conf")))
        .containsExactly("etc", "xrun");
  }

  @Test
  void linesAndWords() {
    rootfs.file("/etc/modules-load.d/a.conf", "a b\r\n\tc # d\n ;e\nf\\\ng\0h\ni");
    rootfs.file(
        "/proc/cmdline",
        "modules_load=k,,l \"modules-load=m n\" modules_load='o,p'q rd.modules_load=r"
            + " modules_load=k xmodules_load=s modules_load=t\\,u MODULES_LOAD=v modules_load=w\\ x"
            + " modules_load=y\n");
    assertThat(asked(load("-v")))
        .containsExactly("k", "l", "m n", "o", "pq", "t,u", "a b", "c # d", "f\\", "g", "h", "i");
    assertThat(load().stderr())
        .startsWith(
            """
            Failed to parse modules_load= kernel command line option: Invalid argument
            Failed to parse kernel command line, ignoring: Invalid argument
            """);
    rootfs.file("/etc/initrd-release", "");
    assertThat(asked(load("-v"))).contains("r");
    rootfs.file("/etc/modules-load.d/a.conf", "a\rb\nc[\n");
    Outcome outcome = load("-v", "a.conf");
    assertThat(asked(outcome)).containsExactly("a", "b", "c[");
    assertThat(outcome.stderr())
        .contains("Failed to look up module alias 'c[': Invalid argument\n");
    assertThat(outcome.status()).isEqualTo(1);
  }

  @Test
  void filesThatCannotBeRead() {
    rootfs.folder("/etc/modules-load.d/d.conf").file("/etc/modules-load.d/e.conf", "vfat\n");
    Outcome outcome = load();
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .startsWith("Failed to read file '/etc/modules-load.d/d.conf': Is a directory\n");
    assertThat(kernel.modules()).containsExactly("fat", "vfat");
    outcome = load("/nosuch", "nosuch.conf");
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr())
        .isEqualTo(
            """
            Failed to open /nosuch: No such file or directory
            Failed to open nosuch.conf: No such file or directory
            """);
  }

  @Test
  void aPlanIsShownAndNothingDone() throws IOException {
    rootfs.file("/etc/modules-load.d/a.conf", "bridge\nstp\nvfat\nnosuch\n");
    Outcome outcome = load("--dry-run");
    assertThat(outcome.stdout().lines().map(line -> line.replaceAll(".*/|\\.ko $", "")))
        .containsExactly("llc", "stp", "bridge", "fat", "vfat");
    JsonNode plan = JsonTest.validated("modules-load", load("--json").stdout());
    assertThat(plan.get("modules")).hasSize(4);
    assertThat(plan.get("modules").get(3).get("from").asText())
        .isEqualTo("/etc/modules-load.d/a.conf:4");
    assertThat(plan.get("steps")).hasSize(5);
    assertThat(kernel.calls()).isEmpty();
  }
}
