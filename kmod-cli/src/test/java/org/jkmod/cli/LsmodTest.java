package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only our lsmod and kmod have: order, columns, trees, parameters with their values. */
class LsmodTest {
  private static final String MODULES = "/lib/modules/" + TestPorts.RELEASE;

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void makeSystem() {
    rootfs = new Rootfs(folder);
    rootfs.file(
        "/proc/modules",
        """
        dm_mirror 28672 0 - Live 0x0
        dm_region_hash 24576 1 dm_mirror, Live 0x0
        dm_log 20480 2 dm_region_hash,dm_mirror, Live 0x0
        dm_mod 184320 2 dm_log,dm_mirror, Live 0x0
        loop 32768 0 - Live 0x0
        """);
    rootfs.loaded("dm_mirror", 0);
    rootfs.loaded("dm_region_hash", 1, "dm_mirror");
    rootfs.loaded("dm_log", 2, "dm_mirror", "dm_region_hash");
    rootfs.loaded("dm_mod", 2, "dm_log", "dm_mirror");
    rootfs.loaded("loop", 0);
    rootfs.file("/sys/module/loop/taint", "OEZ\n");
    rootfs.file("/sys/module/loop/version", "1.2\u001b[31m\n");
    rootfs.file("/sys/module/loop/parameters/max_loop", "8\n");
    rootfs.file("/sys/module/loop/parameters/late", "a\nb\n");
    rootfs.file(
        MODULES + "/kernel/loop.ko",
        ElfBuilder.amd64()
            .info("name=loop")
            .info("parm=max_loop:How many\nloops")
            .info("parmtype=max_loop:int")
            .info("parmtype=hidden:charp")
            .build());
    rootfs.file(MODULES + "/modules.order", "");
    rootfs.file(MODULES + "/modules.builtin", "");
    rootfs.file(MODULES + "/modules.builtin.modinfo", "");
    assertThat(start("depmod", TestPorts.RELEASE).status()).isZero();
  }

  private Outcome start(String... command) {
    return GoldenReplay.start(List.of(command), rootfs);
  }

  private String run(String... command) {
    Outcome outcome = start(command);
    assertThat(outcome.status()).as(outcome.stderr()).isZero();
    assertThat(outcome.stderr()).isEmpty();
    return outcome.stdout();
  }

  /** kmod goes through the folder of users, which the tests' root lists sorted. */
  @Test
  void usersAsTheFolderHasThem() {
    rootfs.file("/proc/modules", "loop 184320 3 c,a,b, Live 0x0\n");
    rootfs.loaded("loop", 3, "a", "b", "c");
    assertThat(run("lsmod")).endsWith(" 3 a,b,c\n");
  }

  @Test
  void sorts() {
    assertThat(run("lsmod", "--sort=-size").lines().map(line -> line.split(" ", 2)[0]))
        .containsExactly("Module", "dm_mod", "loop", "dm_mirror", "dm_region_hash", "dm_log");
    assertThat(run("lsmod", "--sort", "name").lines().skip(1))
        .isSorted()
        .hasSize(5)
        .contains("dm_region_hash         24576  1 dm_mirror");
    assertThat(run("lsmod", "--sort=references").lines().skip(3).map(line -> line.split(" ", 2)[0]))
        .containsExactly("dm_region_hash", "dm_log", "dm_mod");
  }

  @Test
  void columns() {
    assertThat(run("lsmod", "--sort=size", "--columns=name,size,taint,version,file,signer,state"))
        .isEqualTo(
            """
            Module            Size  Taint                             Version      File                                    Signed by  State
            dm_log           20480  -                                 -            -                                       -          live
            dm_region_hash   24576  -                                 -            -                                       -          live
            dm_mirror        28672  -                                 -            -                                       -          live
            loop             32768  O (out of tree), E (unsigned), Z  1.2\\x1b[31m  /lib/modules/0.0.0-test/kernel/loop.ko  -          live
            dm_mod          184320  -                                 -            -                                       -          live
            """);
  }

  @Test
  void tree() {
    assertThat(run("lsmod", "--tree"))
        .isEqualTo(
            """
            dm_mirror
            |-- dm_region_hash
            |   `-- dm_log
            |       `-- dm_mod
            |-- dm_log (*)
            `-- dm_mod
            loop
            """);
    assertThat(run("lsmod", "--tree", "--reverse", "--sort=name"))
        .isEqualTo(
            """
            dm_mod
            |-- dm_log
            |   |-- dm_mirror
            |   `-- dm_region_hash
            |       `-- dm_mirror
            `-- dm_mirror
            loop
            """);
  }

  @Test
  void aCircleIsShownToo() {
    rootfs.file("/proc/modules", "a 1 1 b, Live 0x0\nb 1 1 a, Live 0x0\n");
    rootfs.loaded("a", 1, "b");
    rootfs.loaded("b", 1, "a");
    assertThat(run("lsmod", "--tree")).isEqualTo("a\n`-- b\n    `-- a (*)\n");
  }

  @Test
  void complains() {
    assertThat(start("lsmod", "--sort=age").stderr())
        .isEqualTo("lsmod: ERROR: cannot sort by 'age', only by name, size or references.\n");
    assertThat(start("lsmod", "--columns=name,nosuch").stderr())
        .isEqualTo("lsmod: ERROR: there is no column 'nosuch'. See -h.\n");
    assertThat(start("lsmod", "--reverse").status()).isEqualTo(1);
    assertThat(start("lsmod", "--tree", "--json").status()).isEqualTo(1);
    assertThat(start("kmod", "params").stderr()).isEqualTo("kmod: ERROR: missing module.\n");
    Outcome unknown = start("kmod", "params", "../../../etc");
    assertThat(unknown.stderr()).isEqualTo("kmod: ERROR: Module ../../../etc not found.\n");
    assertThat(unknown.status()).isEqualTo(1);
  }

  @Test
  void params() {
    assertThat(run("kmod", "params", "loop"))
        .isEqualTo(
            """
            Parameter  Type   Value   Description
            max_loop   int    8       How many
                                      loops
            hidden     charp  -       -
            late       -      a\\x0ab  -
            """);
    assertThat(run("kmod", "params", "loop", "loop")).contains("\nloop.hidden ");
  }
}
