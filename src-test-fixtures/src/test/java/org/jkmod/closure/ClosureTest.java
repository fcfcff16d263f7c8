package org.jkmod.closure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClosureTest {
  private static final String TOP = "/lib/modules/1.0/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  /** The indexes as text, so that no depmod of ours is asked what is right. */
  @BeforeEach
  void aTree() {
    rootfs = new Rootfs(folder);
    for (String file : new String[] {"fs/fat", "fs/vfat", "fs/nls", "net/llc", "net/bridge"}) {
      rootfs.file(TOP + "kernel/" + file + ".ko", ElfBuilder.amd64().build());
    }
    rootfs.file(
        TOP + "kernel/net/wifi.ko",
        ElfBuilder.amd64().info("firmware=w-*.bin").info("firmware=none.bin").build());
    rootfs.file(TOP + "extra/out.ko", ElfBuilder.amd64().build());
    rootfs.file(
        TOP + "modules.dep",
        """
        kernel/fs/fat.ko: kernel/fs/nls.ko
        kernel/fs/vfat.ko: kernel/fs/fat.ko kernel/fs/nls.ko
        kernel/fs/nls.ko:
        kernel/net/llc.ko:
        kernel/net/bridge.ko: kernel/net/llc.ko
        kernel/net/wifi.ko:
        """);
    rootfs.file(TOP + "modules.alias", "alias fs-vfat vfat\nalias net-pf-7 bridge\n");
    rootfs.file(TOP + "modules.builtin", "kernel/fs/un.ko\n");
    rootfs.file(
        TOP + "modules.builtin.modinfo", "un.license=GPL\0un.firmware=w-1.bin\0x.firmware=no\0");
    rootfs.file("/lib/firmware/w-1.bin", "1").file("/lib/firmware/w-2.bin.xz", "2");
  }

  private Closure closure(ClosureRequest request) throws IOException {
    return Kmod.open(rootfs.root(), "1.0").closure(request);
  }

  private Closure closure(String... operands) throws IOException {
    return closure(new ClosureRequest(List.of(operands), true, true, null));
  }

  private static List<String> names(Closure closure) {
    List<String> names = new ArrayList<>();
    for (Member member : closure.members()) {
      names.add(member.name().text());
    }
    return names;
  }

  private static String way(Closure closure, String name) {
    StringBuilder way = new StringBuilder();
    for (Member member : closure.why(Objects.requireNonNull(closure.member(ModuleName.of(name))))) {
      way.append(member.name())
          .append(' ')
          .append(member.link().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
          .append(' ')
          .append(member.link().from())
          .append('\n');
    }
    return way.toString();
  }

  @Test
  void whatIsNeededComesFirst() throws IOException {
    Closure closure = closure("vfat");
    assertThat(names(closure)).containsExactly("nls", "fat", "vfat");
    assertThat(closure.members().get(2).path()).isEqualTo(TOP + "kernel/fs/vfat.ko");
    assertThat(way(closure, "nls"))
        .isEqualTo("nls needed by fat\nfat needed by vfat\nvfat asked for vfat\n");
  }

  @Test
  void aliasesPatternsAndPaths() throws IOException {
    assertThat(names(closure("fs-vfat"))).containsExactly("nls", "fat", "vfat");
    assertThat(names(closure("?fat"))).containsExactly("nls", "fat", "vfat");
    assertThat(names(closure("kernel/net"))).containsExactlyInAnyOrder("llc", "bridge", "wifi");
    assertThat(names(closure("kernel/*/b*"))).containsExactly("llc", "bridge");
    assertThat(names(closure(TOP + "kernel/net/bridge.ko"))).containsExactly("llc", "bridge");
    assertThat(closure(TOP + "extra/out.ko").members().get(0).path())
        .isEqualTo(TOP + "extra/out.ko");
    assertThat(names(closure("kernel/ne"))).isEmpty();
  }

  @Test
  void whatNothingKnows() throws IOException {
    rootfs.file("/etc/modprobe.d/a.conf", "install ghost /bin/true\nalias spirit nobody\n");
    Closure closure = closure("nosuch", "llc", "x[", "ghost", "spirit", "no*", "kernel/none");
    assertThat(names(closure)).containsExactly("llc");
    assertThat(closure.unknown())
        .containsExactly("nosuch", "x[", "ghost", "spirit", "no*", "kernel/none");
  }

  @Test
  void softAndWeakDependencies() throws IOException {
    rootfs.file(
        "/etc/modprobe.d/a.conf",
        """
        softdep bridge pre: vfat nosuch post: wifi
        weakdep bridge un
        """);
    Closure closure = closure("bridge");
    assertThat(names(closure)).containsExactly("llc", "nls", "fat", "vfat", "bridge", "wifi", "un");
    assertThat(way(closure, "fat"))
        .isEqualTo("fat needed by vfat\nvfat softdep of bridge\nbridge asked for bridge\n");
    assertThat(way(closure, "un")).startsWith("un weakdep of bridge\n");
    assertThat(Objects.requireNonNull(closure.member(ModuleName.of("un"))).isBuiltin()).isTrue();
    assertThat(names(closure(new ClosureRequest(List.of("bridge"), false, true, null))))
        .containsExactly("llc", "bridge", "un");
    assertThat(names(closure(new ClosureRequest(List.of("bridge"), true, false, null))))
        .doesNotContain("un");
  }

  /** A soft dependency of fat needs fat itself: it must not come before it all the same. */
  @Test
  void circlesOfSoftDependenciesKeepTheOrderOfHardOnes() throws IOException {
    rootfs.file(
        "/etc/modprobe.d/a.conf",
        """
        softdep fat pre: vfat
        softdep nls pre: vfat bridge
        softdep bridge pre: nls
        """);
    for (String first : new String[] {"fat", "vfat", "nls", "bridge"}) {
      List<String> names = names(closure(first));
      assertThat(names).containsExactlyInAnyOrder("nls", "fat", "vfat", "llc", "bridge");
      assertThat(names).containsSubsequence("nls", "fat", "vfat");
      assertThat(names).containsSubsequence("llc", "bridge");
    }
  }

  @Test
  void theShortestWayCounts() throws IOException {
    rootfs.file("/etc/modprobe.d/a.conf", "softdep llc pre: vfat\n");
    assertThat(way(closure("bridge", "nls", "vfat"), "nls")).isEqualTo("nls asked for nls\n");
    assertThat(way(closure("bridge"), "nls"))
        .isEqualTo(
            """
            nls needed by fat
            fat needed by vfat
            vfat softdep of llc
            llc needed by bridge
            bridge asked for bridge
            """);
  }

  @Test
  void firmwareOfModulesAndOfBuiltins() throws IOException {
    FirmwareSearch search = new FirmwareSearch(rootfs.root(), "1.0", null);
    Closure closure = closure(new ClosureRequest(List.of("wifi", "un"), true, true, search));
    assertThat(closure.members().get(0).firmware())
        .containsExactly(
            new Member.Firmware(
                "w-*.bin", List.of("/lib/firmware/w-1.bin", "/lib/firmware/w-2.bin.xz")),
            new Member.Firmware("none.bin", List.of()));
    assertThat(closure.members().get(1).firmware())
        .containsExactly(new Member.Firmware("w-1.bin", List.of("/lib/firmware/w-1.bin")));
  }

  /** More than are left to one thread. */
  @Test
  void eachOfManyModulesHasItsOwnFirmware() throws IOException {
    StringBuilder dependencies = new StringBuilder();
    List<String> operands = new ArrayList<>(List.of("un"));
    for (int i = 0; i < 200; i++) {
      String file = "kernel/many/m" + i + ".ko";
      rootfs.file(TOP + file, ElfBuilder.amd64().info("firmware=f" + i + ".bin").build());
      dependencies.append(file).append(":\n");
      operands.add("m" + i);
    }
    rootfs.file(TOP + "modules.dep", dependencies.toString());
    FirmwareSearch search = new FirmwareSearch(rootfs.root(), "1.0", null);
    ClosureRequest request = new ClosureRequest(operands, true, true, search);
    List<Member> members = closure(request).members();
    assertThat(members).hasSize(201);
    for (Member member : members.subList(1, 201)) {
      String name = member.name().text().replace('m', 'f') + ".bin";
      assertThat(member.firmware()).containsExactly(new Member.Firmware(name, List.of()));
    }
    rootfs.file(TOP + "kernel/many/m137.ko", "no module");
    assertThatThrownBy(() -> closure(request)).hasMessageContaining("m137.ko");
  }

  @Test
  void aDamagedListOfDependenciesThatGoesInCircles() throws IOException {
    rootfs.file(
        TOP + "modules.dep",
        "kernel/fs/fat.ko: kernel/fs/nls.ko\nkernel/fs/nls.ko: kernel/fs/fat.ko\n");
    assertThat(names(closure("fat"))).containsExactlyInAnyOrder("fat", "nls");
  }
}
