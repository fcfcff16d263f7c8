package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jkmod.bytes.MalformedException;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Packing;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One file after another in the same memory, each as it is by itself. */
class ModuleFilesTest {
  private static byte[] module(int size) {
    ElfBuilder builder = ElfBuilder.amd64().info("license=GPL").info("size=" + size);
    return builder.info("filler=" + "x".repeat(size)).export("sym_" + size, 1).build();
  }

  @Test
  void eachIsAsItIsByItself(@TempDir Path folder) throws IOException {
    Rootfs rootfs = new Rootfs(folder);
    ModuleFiles files = new ModuleFiles(rootfs.root(), Decompressor.NONE);
    // Below and above what is read whole, and what memory is kept for.
    for (int size : List.of(10, 100_000, 20, 70_000, 5 << 20, 30, 64_000, 10)) {
      byte[] module = module(size);
      for (String as : List.of(".ko", ".gz", ".xz", ".zst")) {
        byte[] content = Packing.pack(as, module);
        Files.write(folder.resolve("m.ko"), content);
        try (ModuleFile one = ModuleFile.open(rootfs.root(), "/m.ko", Decompressor.NONE);
            ModuleFile same = files.open("/m.ko")) {
          assertThat(same.info()).isEqualTo(one.info());
          assertThat(same.info().first("size")).isEqualTo("" + size);
          assertThat(same.exports()).isEqualTo(one.exports()).hasSize(1);
          assertThat(same.signature()).isNull();
        }
        Files.write(folder.resolve("m.ko"), Arrays.copyOf(content, content.length / 2));
        assertThatThrownBy(() -> files.open("/m.ko").info()).isInstanceOf(MalformedException.class);
      }
    }
    Files.write(folder.resolve("empty.ko"), new byte[0]);
    assertThatThrownBy(() -> files.open("/empty.ko")).isInstanceOf(MalformedException.class);
    assertThatThrownBy(() -> files.open("/none.ko")).isInstanceOf(NoSuchFileException.class);
  }
}
