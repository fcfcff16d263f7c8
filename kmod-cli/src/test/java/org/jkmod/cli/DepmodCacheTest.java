package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.port.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the cache holds, depmod's files are those of a full run. */
class DepmodCacheTest {
  private static final String TREE = "/lib/modules/1.0";
  private static final String BOOT = "/proc/sys/kernel/random/boot_id";
  private static final FileTime OLD = FileTime.fromMillis(1_700_000_000_000L);

  @TempDir Path folder;
  private Rootfs rootfs;
  private long written;

  /**
   * How long ago a test's files count as written, in nanoseconds: whatever was in the two seconds
   * before a run is not kept.
   */
  private long age = 3_000_000_000L;

  @BeforeEach
  void makeTree() throws IOException {
    rootfs = new Rootfs(folder);
    rootfs.file(BOOT, "boot-1\n");
    rootfs.folder("/var/cache").folder("/proc/self").folder("/etc/depmod.d");
    rootfs.file(TREE + "/modules.order", "kernel/base.ko\nkernel/user.ko\n");
    rootfs.file(TREE + "/modules.builtin", "kernel/in.ko\n");
    rootfs.file(TREE + "/modules.builtin.modinfo", "in.alias=pci:v1*\0");
    module("base", ElfBuilder.amd64().export("base_a", 7));
    module("user", ElfBuilder.amd64().need("base_a").info("alias=user-*"));
    for (int i = 0; i < 5; i++) {
      module("more" + i, ElfBuilder.amd64().export("more_" + i).info("softdep=pre: base"));
    }
  }

  private void module(String name, ElfBuilder elf) throws IOException {
    String path = TREE + "/kernel/" + name + ".ko";
    rootfs.file(path, elf.info("name=" + name).build());
    Files.setLastModifiedTime(rootfs.path(path), FileTime.fromMillis(OLD.toMillis() + ++written));
  }

  private void depmod(String... options) {
    String[] command =
        Stream.concat(Stream.of("depmod"), Stream.of(options)).toArray(String[]::new);
    Outcome outcome =
        GoldenReplay.start(
            Stream.concat(Stream.of(command), Stream.of("1.0")).toList(),
            rootfs,
            GoldenReplay.earlier(age));
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  private Outcome start(FileSystem files) {
    return GoldenReplay.start(List.of("depmod", "1.0"), rootfs, files);
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> list = Files.list(rootfs.path(TREE))) {
      for (Path file : list.filter(Files::isRegularFile).toList()) {
        files.put(
            String.valueOf(file.getFileName()),
            rootfs.root().read(TREE + "/" + file.getFileName()));
      }
    }
    return files;
  }

  /** The files are as a full run writes them; they are left so. */
  private void checkAgainstFullRun(String what) throws IOException {
    Map<String, String> found = files();
    depmod("--no-cache");
    assertThat(found).as(what).isEqualTo(files());
  }

  private Path cache() throws IOException {
    try (Stream<Path> list = Files.list(rootfs.path("/var/cache/jkmod"))) {
      return list.toList().get(0);
    }
  }

  private FileTime age(String file) throws IOException {
    return Files.getLastModifiedTime(rootfs.path(TREE + "/" + file));
  }

  private void makeOld() throws IOException {
    for (String file : List.of("modules.dep", "modules.alias")) {
      Files.setLastModifiedTime(rootfs.path(TREE + "/" + file), OLD);
    }
  }

  @Test
  void writesNothingWhereNothingChanged() throws IOException {
    depmod();
    assertThat(Files.getPosixFilePermissions(cache()))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    makeOld();
    depmod();
    assertThat(age("modules.alias")).as("not written again").isEqualTo(OLD);
    assertThat(age("modules.dep")).as("for depmod -A").isNotEqualTo(OLD);
    checkAgainstFullRun("unchanged");
  }

  @Test
  void aTouchedModuleIsReadAgain() throws IOException {
    depmod();
    makeOld();
    Files.setLastModifiedTime(rootfs.path(TREE + "/kernel/base.ko"), FileTime.fromMillis(0));
    depmod();
    assertThat(age("modules.alias")).as("the content is the same").isEqualTo(OLD);
    checkAgainstFullRun("touched");
  }

  @Test
  void whatChangesIsSeen() throws IOException {
    depmod();
    module("base", ElfBuilder.amd64().export("base_b", 8));
    depmod();
    checkAgainstFullRun("a module that changed");
    depmod();
    module("new", ElfBuilder.amd64().need("more_1"));
    depmod();
    checkAgainstFullRun("a module more");
    depmod();
    Files.delete(rootfs.path(TREE + "/kernel/more3.ko"));
    depmod();
    checkAgainstFullRun("a module less");
    depmod();
    rootfs.file(TREE + "/modules.order", "kernel/user.ko\nkernel/base.ko\n");
    depmod();
    checkAgainstFullRun("another order");
    depmod();
    rootfs.file(TREE + "/modules.builtin.modinfo", "in.alias=pci:v2*\0");
    depmod();
    checkAgainstFullRun("other built-in modules");
    depmod();
    rootfs.file("/etc/depmod.d/x.conf", "exclude more4\n");
    depmod();
    checkAgainstFullRun("another configuration");
  }

  @Test
  void whatWasWrittenIsLookedAt() throws IOException {
    depmod();
    rootfs.file(TREE + "/modules.alias", "# edited\n");
    depmod();
    checkAgainstFullRun("an edited file");
    depmod();
    Files.delete(rootfs.path(TREE + "/modules.symbols.bin"));
    depmod();
    checkAgainstFullRun("a file that went");
  }

  @Test
  void aDamagedCacheIsNotUsed() throws IOException {
    depmod();
    byte[] sound = Files.readAllBytes(cache());
    Random random = new Random(4);
    for (int i = 0; i < 60; i++) {
      byte[] damaged = sound.clone();
      damaged[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(cache(), damaged);
      Files.deleteIfExists(rootfs.path(TREE + "/modules.alias.bin"));
      depmod();
      Files.write(cache(), Arrays.copyOf(sound, random.nextInt(sound.length)));
      Files.deleteIfExists(rootfs.path(TREE + "/modules.dep.bin"));
      depmod();
    }
    checkAgainstFullRun("damage");
  }

  /** Writes a module's file again in place, so that only the time of its change tells. */
  private void changeInSecret() throws IOException, InterruptedException {
    // So long that the file system's clock has moved.
    Thread.sleep(20);
    Path file = rootfs.path(TREE + "/kernel/base.ko");
    FileTime time = Files.getLastModifiedTime(file);
    byte[] content = Files.readAllBytes(file);
    String text = new String(content, StandardCharsets.ISO_8859_1);
    Files.write(file, text.replace("base_a", "base_z").getBytes(StandardCharsets.ISO_8859_1));
    Files.setLastModifiedTime(file, time);
  }

  /** Has the cache tell of a symbol that the module does not have: whether it is used is seen. */
  private void markCache() throws IOException {
    byte[] content = Files.readAllBytes(cache());
    String text = new String(content, StandardCharsets.ISO_8859_1).replace("base_a", "base_c");
    byte[] changed = text.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(changed, 12, changed.length - 12);
    ByteBuffer.wrap(changed).putInt(8, (int) crc.getValue());
    Files.write(cache(), changed);
    Files.deleteIfExists(rootfs.path(TREE + "/modules.symbols"));
  }

  private String symbols() throws IOException {
    return String.valueOf(files().get("modules.symbols"));
  }

  @Test
  void aModuleWrittenAgainInPlaceIsReadAgain() throws IOException, InterruptedException {
    depmod();
    changeInSecret();
    depmod();
    assertThat(symbols()).contains("base_z");
  }

  @Test
  void onlyWhatNoOtherUserCanWriteIsTrusted() throws IOException {
    depmod();
    markCache();
    depmod();
    assertThat(symbols()).as("the cache is used").contains("base_c");
    markCache();
    Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rw-rw-r--"));
    depmod();
    assertThat(symbols()).as("a file for a group").contains("base_a");
    markCache();
    Files.setPosixFilePermissions(
        rootfs.path("/var/cache/jkmod"), PosixFilePermissions.fromString("rwxrwxrwx"));
    depmod();
    assertThat(symbols()).as("a folder for all").contains("base_a");
  }

  @Test
  void aFolderThatIsALinkIsLeftAlone() throws IOException {
    Path elsewhere = rootfs.path("/elsewhere");
    Files.createDirectory(elsewhere);
    rootfs.file("/elsewhere/depmod-site.conf", "kept\n").file("/elsewhere/depmod-1", "kept\n");
    Files.createSymbolicLink(rootfs.path("/var/cache/jkmod"), elsewhere);
    depmod();
    try (Stream<Path> list = Files.list(elsewhere)) {
      assertThat(list.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("depmod-site.conf", "depmod-1");
    }
  }

  @Test
  void otherFilesInTheFolderStay() throws IOException {
    rootfs.file("/var/cache/jkmod/depmod-site.conf", "kept\n");
    Files.setPosixFilePermissions(
        rootfs.path("/var/cache/jkmod"), PosixFilePermissions.fromString("rwx------"));
    depmod();
    assertThat(rootfs.path("/var/cache/jkmod/depmod-site.conf")).exists();
    rootfs.file("/var/cache/jkmod/depmod-1", "of no tree\n");
    module("base", ElfBuilder.amd64().export("base_b", 8));
    depmod();
    assertThat(rootfs.path("/var/cache/jkmod/depmod-1")).doesNotExist();
  }

  @Test
  void aCacheOfAnotherBootOrMachineIsNotUsed() throws IOException {
    depmod();
    markCache();
    rootfs.file(BOOT, "boot-2\n");
    depmod();
    assertThat(symbols()).contains("base_a");
    Files.delete(rootfs.path(BOOT));
    Rootfs.delete(rootfs.path("/var/cache/jkmod"));
    depmod();
    assertThat(rootfs.path("/var/cache/jkmod")).as("which boot it is is unknown").doesNotExist();
  }

  /** The clock was put back after the module was written: its times are still to come. */
  @Test
  void aModuleFromTheFutureIsNotKept() throws IOException {
    Files.setLastModifiedTime(
        rootfs.path(TREE + "/kernel/base.ko"),
        FileTime.fromMillis(System.currentTimeMillis() + 3_600_000));
    depmod();
    markCache();
    depmod();
    assertThat(symbols()).contains("base_a");
  }

  @Test
  void anotherRootHasNoCacheUnlessItIsAskedFor() throws IOException {
    rootfs.file("/mnt" + TREE + "/kernel/base.ko", ElfBuilder.amd64().export("b", 1).build());
    for (String file : List.of("modules.order", "modules.builtin", "modules.builtin.modinfo")) {
      rootfs.file("/mnt" + TREE + "/" + file, "");
    }
    depmod("-b", "/mnt");
    assertThat(rootfs.path("/var/cache/jkmod")).doesNotExist();
    depmod("--cache", "-b", "/mnt");
    assertThat(rootfs.path("/var/cache/jkmod")).exists();
  }

  /** What another program links to modules.dep is not touched, and the link goes as with kmod. */
  @Test
  void aLinkInPlaceOfAFileIsReplaced() throws IOException {
    depmod();
    Path dep = rootfs.path(TREE + "/modules.dep");
    Path target = rootfs.path("/target");
    Files.move(dep, target);
    Files.setLastModifiedTime(target, OLD);
    Files.createSymbolicLink(dep, target);
    depmod();
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(OLD);
    assertThat(Files.isSymbolicLink(dep)).isFalse();
  }

  /** Whatever a text in it is, a cache whose checksum is right is used or is not. */
  @Test
  void aCacheWithANulInAName() throws IOException {
    depmod();
    byte[] sound = Files.readAllBytes(cache());
    for (int at = 12; at < sound.length; at += 11) {
      byte[] crafted = sound.clone();
      crafted[at] = 0;
      CRC32 crc = new CRC32();
      crc.update(crafted, 12, crafted.length - 12);
      ByteBuffer.wrap(crafted).putInt(8, (int) crc.getValue());
      Files.write(cache(), crafted);
      Files.deleteIfExists(rootfs.path(TREE + "/modules.dep"));
      depmod();
    }
  }

  @Test
  void whatWasWrittenJustNowIsNotKept() throws IOException {
    age = 0;
    module("base", ElfBuilder.amd64().export("base_a", 7));
    depmod();
    markCache();
    depmod();
    assertThat(symbols()).contains("base_a");
  }

  @Test
  void cachesOfTreesThatAreNoMoreGo() throws IOException {
    depmod();
    Path old = cache();
    Files.move(rootfs.path("/lib/modules/1.0"), rootfs.path("/lib/modules/2.0"));
    assertThat(GoldenReplay.start(List.of("depmod", "2.0"), rootfs).status()).isZero();
    assertThat(old).doesNotExist();
    assertThat(cache()).exists();
  }

  @Test
  void cachesOfOtherTreesStay() throws IOException {
    rootfs.file("/lib/modules/2.0/kernel/a.ko", ElfBuilder.amd64().export("a", 1).build());
    depmod();
    Path first = cache();
    rootfs.file("/var/cache/jkmod/" + first.getFileName() + ".tmp12.34", "of a killed run\n");
    assertThat(GoldenReplay.start(List.of("depmod", "2.0"), rootfs).status()).isZero();
    try (Stream<Path> list = Files.list(rootfs.path("/var/cache/jkmod"))) {
      assertThat(list).hasSize(2).contains(first);
    }
  }

  /** Root's and our own are trusted; who we are is told by /proc/self. */
  @Test
  void aCacheOfAnotherUserIsNotUsed() throws IOException {
    depmod();
    markCache();
    start(GoldenReplay.ownedBy(1000, "/jkmod"));
    assertThat(symbols()).as("another user's").contains("base_a");
    markCache();
    start(GoldenReplay.ownedBy(1000, "/jkmod/depmod-[^/]*"));
    assertThat(symbols()).as("another user's, in root's folder").contains("base_a");
    markCache();
    start(GoldenReplay.ownedBy(1000, "/jkmod(/depmod-[^/]*)?|/proc/self"));
    assertThat(symbols()).as("our own").contains("base_c");
  }

  @Test
  void filesGoToAnotherFolderToo() throws IOException {
    depmod();
    depmod("-o", "/out");
    assertThat(rootfs.path("/out" + TREE + "/modules.dep"))
        .hasSameBinaryContentAs(rootfs.path(TREE + "/modules.dep"));
  }

  @Test
  void withoutCacheNothingIsKept() throws IOException {
    depmod("--no-cache");
    assertThat(rootfs.path("/var/cache/jkmod")).doesNotExist();
  }

  @Test
  void whatIsComplainedAboutIsComplainedAboutAgain() {
    rootfs.file(TREE + "/kernel/broken.ko", "nothing");
    rootfs.file(TREE + "/kernel/sly.ko", ElfBuilder.amd64().info("alias=a\nb").build());
    String first = start(GoldenReplay.earlier(age)).stderr();
    assertThat(first).contains("broken.ko", "sly.ko");
    assertThat(start(GoldenReplay.earlier(age)).stderr()).isEqualTo(first);
  }
}
