package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import jnr.ffi.LibraryLoader;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

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
    rootfs.file("/proc/sys/kernel/random/boot_id", "b\n");
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
  void aThousandDamagedCaches() throws IOException {
    for (int i = 0; i < 4; i++) {
      rootfs.file(TREE + "/kernel/m" + i + ".ko", sound.get(2 * i));
      Files.setLastModifiedTime(
          rootfs.path(TREE + "/kernel/m" + i + ".ko"), FileTime.fromMillis(1));
    }
    try {
      // What was written just now is not kept.
      Thread.sleep(2100);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    depmod();
    Path cache;
    try (Stream<Path> list = Files.list(rootfs.path("/var/cache/jkmod"))) {
      cache = list.toList().get(0);
    }
    byte[] kept = Files.readAllBytes(cache);
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
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

  /** Runs depmod on the sound modules beside what the test made; returns what it said. */
  private String complaints() {
    rootfs.file(TREE + "/kernel/good.ko", ElfBuilder.amd64().export("good").build());
    Outcome outcome = GoldenReplay.start(List.of("depmod", "1.0"), rootfs);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.stderr()).doesNotContain("internal error");
    assertThat(rootfs.read(TREE + "/modules.symbols")).contains("alias symbol:good good\n");
    return outcome.stderr();
  }

  /** Neither a value nor a file's name puts a line into depmod's files. */
  @Test
  void newlines() {
    rootfs.file(
        TREE + "/kernel/evil.ko",
        ElfBuilder.amd64()
            .info("softdep=pre: a\ninstall fat touch /owned")
            .info("softdep=pre: b")
            .info("weakdep=c\ninstall fat touch /owned")
            .info("alias=d\ninstall fat touch /owned")
            .info("alias=devname:x\ninstall fat")
            .info("alias=tab\tis harmless")
            .export("s\ninstall fat touch", 1)
            .build());
    rootfs.file(TREE + "/kernel/x\ninstall fat touch .ko", sound.get(0));
    String said = complaints();
    for (String file : List.of("dep", "softdep", "weakdep", "alias", "symbols", "devname")) {
      assertThat(rootfs.read(TREE + "/modules." + file)).as(file).doesNotContain("install");
    }
    assertThat(rootfs.read(TREE + "/modules.softdep")).contains("softdep evil pre: b\n");
    assertThat(rootfs.read(TREE + "/modules.alias")).contains("alias tab\tis harmless evil\n");
    assertThat(said)
        .contains(
            "ignored softdep of /lib/modules/1.0/kernel/evil.ko: control character in pre: a\\x0a")
        .contains("ignored module with a control character in its path: ")
        .contains("ignored symbol of")
        .contains("ignored weakdep of");
    assertThat(complaints()).as("in every run").isEqualTo(said);
  }

  @Test
  void keysOfAnyLength() {
    ElfBuilder elf = ElfBuilder.amd64();
    for (int length = 4000; length < 4200; length++) {
      elf.info("alias=*" + "a".repeat(length - 1));
    }
    rootfs.file(TREE + "/kernel/long.ko", elf.build());
    assertThat(complaints()).contains("of long has 4096 characters, at most 4095 are possible");
    assertThat(GoldenReplay.start(List.of("modprobe", "-S", "1.0", "-R", "symbol:good"), rootfs))
        .extracting(Outcome::stdout)
        .isEqualTo("good\n");
  }

  /** Unpacks to 300 MB: more than is read of one module. */
  @Test
  void bombs() throws IOException {
    byte[] zeros = new byte[1 << 20];
    for (String kind : List.of("gz", "zst", "xz")) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out =
          switch (kind) {
            case "gz" -> new GZIPOutputStream(packed);
            case "zst" -> new ZstdOutputStream(packed);
            default -> new XZOutputStream(packed, new LZMA2Options(0));
          }) {
        for (int i = 0; i < 300; i++) {
          out.write(zeros);
        }
      }
      rootfs.file(TREE + "/kernel/bomb_" + kind + ".ko." + kind, packed.toByteArray());
    }
    assertThat(complaints())
        .contains("bomb_gz.ko.gz: over the limit of 268435456 bytes")
        .contains("bomb_zst.ko.zst: over the limit of 268435456 bytes")
        .contains("bomb_xz.ko.xz: over the limit of 268435456 bytes");
  }

  /** Each of 50,000 names is the rest of one long text: 1.5 MB that stand for 30 GB. */
  @Test
  void namesThatOverlap() {
    ElfBuilder elf = ElfBuilder.amd64().need("a".repeat(1_200_000));
    for (int i = 0; i < 50_000; i++) {
      elf.need("b");
    }
    byte[] module = elf.build();
    ByteBuffer bytes = ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN);
    int sections = (int) bytes.getLong(40);
    for (int section = 0; section < bytes.getShort(60); section++) {
      int header = sections + section * 64;
      if (bytes.getInt(header + 4) == 2) {
        int table = (int) bytes.getLong(header + 24);
        int longName = bytes.getInt(table + 24);
        for (int symbol = 2; symbol < 50_000; symbol++) {
          bytes.putInt(table + symbol * 24, longName + symbol);
        }
      }
    }
    rootfs.file(TREE + "/kernel/overlap.ko", module);
    assertThat(depmod()).isLessThan(400L << 20);
    assertThat(complaints())
        .contains("kernel/overlap.ko: symbol names at offset")
        .contains("over the limit of 33554432 bytes in all");
  }

  /** Also a file of almost nothing but .modinfo. */
  @Test
  void aLargeInfoSection() {
    rootfs.file(
        TREE + "/kernel/info.ko",
        ElfBuilder.amd64().info("description=" + "x".repeat(5 << 20)).build());
    assertThat(depmod()).isLessThan(400L << 20);
    assertThat(complaints())
        .contains("kernel/info.ko: .modinfo at offset")
        .contains(" bytes, over the limit of 4194304");
  }

  /** What umask(2) is told stays as it was; the folders are as kmod makes them. */
  @Test
  void foldersAreNotForEverybody() throws IOException {
    rootfs.file(TREE + "/kernel/good.ko", sound.get(0));
    rootfs.file("/lib/modules/" + TestPorts.RELEASE + "/modules.devname", "");
    Umask libc = LibraryLoader.create(Umask.class).load("c");
    int before = libc.umask(0);
    try {
      GoldenReplay.start(List.of("depmod", "-o", "/out/deep", "1.0"), rootfs);
      GoldenReplay.start(List.of("kmod", "static-nodes", "-o", "/run/deep/nodes"), rootfs);
    } finally {
      libc.umask(before);
    }
    for (String made : List.of("/out", "/out/deep/lib/modules/1.0", "/run", "/run/deep")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rootfs.path(made))))
          .as(made)
          .isEqualTo("rwxr-xr-x");
    }
  }

  /** The C library's umask(2). */
  public interface Umask {
    int umask(int mask);
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
