package org.jkmod.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.index.IndexBuilder;
import org.jkmod.index.ModuleDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {
  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() throws IOException {
    rootfs = new Rootfs(folder);
    rootfs.file(
        "/proc/self/mounts",
        """
        /dev/vda1 / ext4 rw 0 0
        /dev/mapper/x /home ext2 rw 0 0
        /dev/../vda1 /a tmpfs rw 0 0
        none /mnt\\040two vfat rw 0 0
        """);
    rootfs.file("/lib/modules/6.1/modules.alias.bin", aliases());
    rootfs
        .folder("/sys/devices/pci0/virtio0/block/vda/vda1")
        .folder("/sys/bus/drivers/virtio_blk")
        .link("/sys/class/block/vda1", "../../devices/pci0/virtio0/block/vda/vda1")
        .link("/sys/devices/pci0/virtio0/driver", "../../../bus/drivers/virtio_blk")
        .link("/sys/bus/drivers/virtio_blk/module", "../../../module/virtio_blk");
  }

  /** As depmod writes it. */
  private static byte[] aliases() throws IOException {
    IndexBuilder index = new IndexBuilder();
    index.add("fs_ext2", "ext4", 1);
    index.add("fs_ext4", "ext4", 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    index.write(out);
    return out.toByteArray();
  }

  private Users users(String module) {
    return Users.of(
        ModuleName.of(module),
        rootfs.root(),
        new ModuleDirectory(rootfs.root(), "/lib/modules/6.1"));
  }

  @Test
  void fileSystemsByTheirNameAndAliases() {
    assertThat(users("vfat").mountPoints()).containsExactly("/mnt\\040two");
    assertThat(users("ext4").mountPoints()).containsExactly("/", "/home");
  }

  @Test
  void fileSystemsByAliasesInText() throws IOException {
    Files.delete(rootfs.path("/lib/modules/6.1/modules.alias.bin"));
    rootfs.file("/lib/modules/6.1/modules.alias", "alias fs-ext2 ext4\nalias fs-ext4 ext4\n");
    assertThat(users("ext4").mountPoints()).containsExactly("/", "/home");
  }

  @Test
  void driversOfWhatIsMounted() {
    assertThat(users("virtio_blk").mountPoints()).containsExactly("/");
    assertThat(users("virtio").mountPoints()).isEmpty();
  }

  @Test
  void modulesThatHoldIt() {
    rootfs.loaded("fat", 1, "vfat");
    assertThat(users("fat")).isEqualTo(new Users(List.of(ModuleName.of("vfat")), List.of(), 1));
  }

  @Test
  void aSystemThatTellsNothing() {
    rootfs = new Rootfs(folder.resolve("empty"));
    assertThat(users("fat")).isEqualTo(new Users(List.of(), List.of(), -2));
  }
}
