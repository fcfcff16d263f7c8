package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FaultyFiles;
import org.jkmod.fixtures.FaultyFiles.Call;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.port.Errno;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every call that a tool makes for files fails once, and from there on. Either the answer is the
 * one of a sound system, or the tool says in words what failed and its status is not 0: there is no
 * third.
 */
class FaultsTest {
  private static final String FOLDER = "/lib/modules/1.0/";

  private static final List<String> LSMOD = List.of("lsmod");

  private static final List<List<String>> QUERIES =
      List.of(
          List.of("modprobe", "-S", "1.0", "-D", "user"),
          List.of("modprobe", "-S", "1.0", "-R", "alias-of-user"),
          List.of("modprobe", "-S", "1.0", "-D", "forbidden"),
          List.of("modinfo", "-k", "1.0", "user"),
          List.of("modinfo", FOLDER + "kernel/user.ko"),
          LSMOD);

  private static final List<String> DEPMOD = List.of("depmod", "--no-cache", "1.0");

  @TempDir Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aSystem() {
    rootfs = new Rootfs(folder);
    rootfs
        .file(FOLDER + "kernel/base.ko", ElfBuilder.amd64().export("base_f", 1).build())
        .file(
            FOLDER + "kernel/user.ko",
            ElfBuilder.amd64()
                .need("base_f")
                .info("alias=alias-of-user")
                .info("softdep=pre: soft")
                .build())
        .file(FOLDER + "kernel/soft.ko", ElfBuilder.amd64().build())
        .file(FOLDER + "kernel/forbidden.ko", ElfBuilder.amd64().build())
        .file(FOLDER + "modules.order", "kernel/user.ko\nkernel/base.ko\n")
        .file(FOLDER + "modules.builtin", "kernel/built.ko\n")
        .file(FOLDER + "modules.builtin.modinfo", "built.alias=of-built\0")
        .file("/etc/modprobe.d/a.conf", "options user a=1\ninstall forbidden /bin/false\n")
        .file("/etc/depmod.d/a.conf", "search updates built-in\n")
        .file("/proc/cmdline", "user.b=2\n")
        .file("/proc/modules", "base 5 1 user, Live 0x0\nuser 5 0 - Live 0x0\n")
        .loaded("base", 1, "user")
        .loaded("user", 0);
    assertThat(run(DEPMOD).status()).isZero();
  }

  private Outcome run(List<String> command) {
    return GoldenReplay.start(command, rootfs);
  }

  @Test
  void queriesWhoseReadsFail() {
    queries(FaultyFiles.READING, Errno.EIO);
  }

  @Test
  void queriesWithoutDescriptors() {
    queries(FaultyFiles.OPENING, Errno.EMFILE);
  }

  @Test
  void queriesThatCannotLook() {
    queries(EnumSet.of(Call.STATUS, Call.DETAILS, Call.LINK), Errno.EIO);
  }

  private void queries(Set<Call> kinds, Errno errno) {
    int failed = 0;
    for (List<String> command : QUERIES) {
      Outcome sound = run(command);
      assertThat(sound.status()).as("%s", command).isZero();
      for (int number = 1; ; number++) {
        FaultyFiles once = FaultyFiles.at(number, kinds, errno);
        check(command, number, errno, sound, GoldenReplay.start(command, rootfs, once));
        FaultyFiles on = FaultyFiles.from(number, kinds, errno);
        check(command, number, errno, sound, GoldenReplay.start(command, rootfs, on));
        if (!once.hasFailed()) {
          break;
        }
        failed++;
      }
    }
    assertThat(failed).isGreaterThan(QUERIES.size());
  }

  private static void check(
      List<String> command, int number, Errno errno, Outcome sound, Outcome outcome) {
    String what = command + ", call " + number + ": " + outcome;
    assertThat(outcome.stderr()).as(what).doesNotContain("internal error");
    if (outcome.status() == 0 && command.equals(LSMOD)) {
      // As kmod does it: it goes on, and what could not be read is -2 or told.
      boolean isTold = outcome.stdout().contains("-2") || !outcome.stderr().isEmpty();
      assertThat(isTold || outcome.stdout().equals(sound.stdout())).as(what).isTrue();
    } else if (outcome.status() == 0) {
      assertThat(outcome.stdout()).as(what).isEqualTo(sound.stdout());
    } else {
      assertThat(outcome.stderr()).as(what).contains(errno.text());
    }
  }

  @Test
  void readsThatStopShort() throws IOException {
    for (List<String> command : QUERIES) {
      Outcome sound = run(command);
      for (int most : new int[] {1, 7, 100}) {
        assertThat(GoldenReplay.start(command, rootfs, FaultyFiles.reading(most))).isEqualTo(sound);
      }
    }
    Map<String, String> sound = indexes();
    assertThat(GoldenReplay.start(DEPMOD, rootfs, FaultyFiles.reading(1)).status()).isZero();
    assertThat(indexes()).isEqualTo(sound);
  }

  @Test
  void depmod() throws IOException {
    Map<String, String> before = indexes();
    rootfs.file(FOLDER + "updates/more.ko", ElfBuilder.amd64().need("base_f").build());
    run(DEPMOD);
    Map<String, String> sound = indexes();
    assertThat(sound).isNotEqualTo(before);
    for (Set<Call> kinds :
        List.of(
            FaultyFiles.READING,
            FaultyFiles.OPENING,
            EnumSet.of(Call.STATUS, Call.DETAILS, Call.LINK),
            EnumSet.of(Call.WRITE, Call.RENAME))) {
      Errno errno = kinds == FaultyFiles.OPENING ? Errno.EMFILE : Errno.EIO;
      boolean failed = true;
      for (int number = 1; failed; number++) {
        for (FaultyFiles files :
            List.of(FaultyFiles.at(number, kinds, errno), FaultyFiles.from(number, kinds, errno))) {
          before.forEach(rootfs::file);
          Outcome outcome = GoldenReplay.start(DEPMOD, rootfs, files);
          String what = kinds + ", call " + number + ": " + outcome;
          failed = files.hasFailed();
          Map<String, String> after = indexes();
          if (outcome.status() == 0) {
            assertThat(after).as(what).isEqualTo(sound);
          } else {
            assertThat(outcome.stderr()).as(what).contains(errno.text());
            if (!kinds.contains(Call.RENAME)) {
              assertThat(after).as(what).isIn(before, sound);
            }
          }
        }
      }
    }
  }

  /** What depmod leaves, by path. */
  private Map<String, String> indexes() throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (String name : rootfs.root().list(FOLDER)) {
      if (name.startsWith("modules.")) {
        contents.put(FOLDER + name, rootfs.read(FOLDER + name));
      }
    }
    return contents;
  }
}
