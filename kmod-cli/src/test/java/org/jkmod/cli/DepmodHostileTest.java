package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that nobody would build: depmod names what is wrong, and neither falls over nor grows. */
class DepmodHostileTest {
  private static final String TREE = "/lib/modules/1.0";
  private static final int PER_RUN = 100;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Rootfs rootfs;
  private final List<byte[]> sound = new ArrayList<>();

  @BeforeEach
  void makeSound() throws IOException {
    rootfs = new Rootfs(folder);
    rootfs.folder("/var/cache").folder("/proc/self");
    rootfs.file(TREE + "/modules.order", "").file(TREE + "/modules.builtin", "");
    rootfs.file(TREE + "/modules.builtin.modinfo", "");
    for (boolean is64 : new boolean[] {true, false}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        byte[] module =
            new ElfBuilder(is64, order)
                .export("a_symbol", 0x12345678)
                .need("another")
                .version("another", 7)
                .info("alias=pci:v*")
                .info("softdep=pre: x")
                .info("name=x")
                .build();
        sound.add(module);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
          out.write(module);
        }
        sound.add(packed.toByteArray());
      }
    }
  }

  private static byte[] damage(byte[] module, Random random) {
    if (random.nextInt(3) == 0) {
      return Arrays.copyOf(module, random.nextInt(module.length));
    }
    byte[] damaged = module.clone();
    for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
      // Headers at either end do the most.
      int near = random.nextBoolean() ? random.nextInt(64) : random.nextInt(damaged.length);
      int at =
          random.nextBoolean() ? near % damaged.length : damaged.length - 1 - near % damaged.length;
      damaged[at] ^= (byte) (1 << random.nextInt(8));
    }
    return damaged;
  }

  /** Runs depmod; returns how many bytes it allocated. */
  private long depmod() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getTotalThreadAllocatedBytes();
    Outcome outcome =
        Assertions.assertTimeoutPreemptively(
            LIMIT, () -> GoldenReplay.start(List.of("depmod", "1.0"), rootfs));
    assertThat(outcome.status()).isBetween(0, 1);
    assertThat(outcome.stderr()).doesNotContain("internal error").doesNotContain("\tat ");
    return threads.getTotalThreadAllocatedBytes() - before;
  }

  @Test
  void tenThousandDamagedModules() {
    Random random = new Random(20261121);
    for (int run = 0; run < 100; run++) {
      for (int i = 0; i < PER_RUN; i++) {
        int kind = random.nextInt(sound.size());
        String suffix = kind % 2 == 0 ? ".ko" : ".ko.gz";
        rootfs.file(TREE + "/kernel/m" + i + ".ko", new byte[0]);
        rootfs.file(TREE + "/kernel/m" + i + suffix, damage(sound.get(kind), random));
      }
      assertThat(depmod()).as("bytes allocated in run %d", run).isLessThan(400L << 20);
    }
  }

  @Test
  void tenThousandDamagedCaches() throws IOException {
    for (int i = 0; i < 4; i++) {
      rootfs.file(TREE + "/kernel/m" + i + ".ko", sound.get(2 * i));
      Files.setLastModifiedTime(
          rootfs.path(TREE + "/kernel/m" + i + ".ko"), FileTime.fromMillis(1));
    }
    depmod();
    Path cache;
    try (Stream<Path> list = Files.list(rootfs.path("/var/cache/jkmod"))) {
      cache = list.toList().get(0);
    }
    byte[] kept = Files.readAllBytes(cache);
    Random random = new Random(5);
    for (int i = 0; i < 10_000; i++) {
      byte[] damaged = damage(kept, random);
      if (damaged.length > 12 && random.nextBoolean()) {
        // Damage that the checksum does not tell: whoever can write it is root, and still.
        CRC32 crc = new CRC32();
        crc.update(damaged, 12, damaged.length - 12);
        ByteBuffer.wrap(damaged).putInt(8, (int) crc.getValue());
      }
      Files.write(cache, damaged);
      Files.deleteIfExists(rootfs.path(TREE + "/modules.dep"));
      assertThat(depmod()).as("bytes allocated in run %d", i).isLessThan(100L << 20);
    }
  }

  @Test
  void manySections() {
    rootfs.file(
        TREE + "/kernel/many.ko", ElfBuilder.amd64().export("a").emptySections(80_000).build());
    rootfs.file(TREE + "/kernel/user.ko", ElfBuilder.amd64().need("a").build());
    depmod();
    assertThat(rootfs.path(TREE + "/modules.dep"))
        .content()
        .contains("kernel/user.ko: kernel/many.ko");
  }

  @Test
  void claimsOfMoreThanThereIs() {
    byte[] module = sound.get(0);
    ByteBuffer header = ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) header.getLong(40);
    int count = header.getShort(60) & 0xffff;
    for (int section = 0; section < count; section++) {
      for (int field : new int[] {24, 32, 40, 56}) {
        for (long claim : new long[] {1L << 32, 1L << 40, -1L, Long.MAX_VALUE, 0xffffffffL}) {
          byte[] changed = module.clone();
          ByteBuffer.wrap(changed)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putLong(sections + section * 64 + field, claim);
          rootfs.file(TREE + "/kernel/claims-" + section + "-" + field + ".ko", changed);
          assertThat(depmod()).isLessThan(200L << 20);
        }
      }
    }
  }

  @Test
  void moreModulesThanKmodTakes() {
    for (int i = 0; i < 66_000; i++) {
      rootfs.file(TREE + "/kernel/d" + i / 1000 + "/m" + i + ".ko", sound.get(0));
    }
    depmod();
    assertThat(rootfs.path(TREE + "/modules.dep")).content().contains("m65999.ko:");
    assertThat(
            GoldenReplay.start(List.of("modprobe", "-S", "1.0", "-D", "m65998"), rootfs).stdout())
        .isEqualTo("insmod /lib/modules/1.0/kernel/d65/m65998.ko \n");
  }
}
