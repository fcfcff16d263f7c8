package org.jkmod.depmod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.config.DepmodConfig;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Packing;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;
import org.jkmod.workers.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a module is kept only under the stamp that its file had before it was read. */
class ChangedWhileReadTest {
  private static final String TREE = "/lib/modules/1.0";
  private static final String MODULE = TREE + "/kernel/a.ko.xz";

  private static byte[] module(String symbol) {
    return Packing.pack(MODULE, ElfBuilder.amd64().export(symbol, 1).build());
  }

  /** Tells of nothing. */
  private static final class Silent implements Depmod.Listener {
    @Override
    public void accept(DepmodProblem problem) {}

    @Override
    public void needs(String modulePath, String symbol, String providerPath) {}
  }

  private static void depmod(Rootfs rootfs, Decompressor decompressor) throws IOException {
    Depmod depmod = new Depmod(rootfs.root(), decompressor, new Silent());
    Depmod.Request request =
        new Depmod.Request(
            TREE, "1.0", List.of(), DepmodConfig.DEFAULT, 2, TREE, Depmod.Reuse.FILES, false, null);
    ((LinkedTree) depmod.run(request)).write(1, System.nanoTime());
  }

  @Test
  void theNextRunReadsItAgain(@TempDir Path folder) throws Exception {
    Rootfs rootfs = new Rootfs(folder).folder("/var/cache").folder("/proc/self");
    rootfs.file("/proc/sys/kernel/random/boot_id", "b\n").file(MODULE, module("old_symbol"));
    Path file = rootfs.path(MODULE);
    FileTime time = Files.getLastModifiedTime(file);
    Thread.sleep(2100);
    AtomicBoolean changed = new AtomicBoolean();
    depmod(
        rootfs,
        new Decompressor() {
          @Override
          public boolean xz(ByteBuffer packed, ByteBuffer unpacked) {
            // The file is in memory by now; what it held is what is read.
            if (!changed.getAndSet(true)) {
              try {
                Files.write(file, module("new_symbol"));
                Files.setLastModifiedTime(file, time);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
            byte[] content = new byte[packed.limit()];
            packed.duplicate().rewind().get(content);
            try {
              unpacked.duplicate().rewind().put(Compression.XZ.decompress(content));
            } catch (MalformedException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          }

          @Override
          public boolean zstd(ByteBuffer packed, ByteBuffer unpacked) {
            return false;
          }
        });
    assertThat(changed).isTrue();
    assertThat(rootfs.read(TREE + "/modules.symbols")).contains("old_symbol");
    depmod(rootfs, Decompressor.NONE);
    assertThat(rootfs.read(TREE + "/modules.symbols")).contains("new_symbol");
  }

  @Test
  void withoutAThreadTheCallersOwnDoesIt() {
    Thread refused =
        new Thread() {
          @Override
          public void start() {
            throw new OutOfMemoryError("unable to create native thread");
          }
        };
    assertThat(Workers.start(refused)).isFalse();
  }
}
