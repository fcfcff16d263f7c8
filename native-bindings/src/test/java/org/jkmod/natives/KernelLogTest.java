package org.jkmod.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a log says that ends, or that the kernel wrote over before all of it was read. */
class KernelLogTest {
  private static final int EINTR = 4;
  private static final int EAGAIN = 11;
  private static final int EPIPE = 32;

  /** A log of these records; the read after the last of them fails. */
  private static @Nullable List<String> lines(int errno, String... records) {
    Records calls = new Records(records);
    KernelLog log =
        new KernelLog(calls, 3) {
          @Override
          int errno() {
            return errno;
          }
        };
    try (log) {
      return log.lines();
    }
  }

  @Test
  void aLogThatWasReadToItsEnd() {
    assertThat(lines(EAGAIN, "6,1,2,-;fat: one\n", "6,2,2,-;two\n SUBSYSTEM=x\n"))
        .containsExactly("fat: one", "two");
    assertThat(lines(EAGAIN)).isEmpty();
  }

  @Test
  void aLogOfWhichPartsAreLostProvesNothing() {
    assertThat(lines(EPIPE, "6,1,2,-;fat: one\n")).isNull();
    assertThat(lines(EPIPE)).isNull();
    assertThat(lines(EINTR, "6,1,2,-;fat: one\n")).isNull();
  }

  @Test
  void aLogWithoutEnd() {
    String[] many = new String[5000];
    Arrays.fill(many, "6,1,2,-;x\n");
    assertThat(lines(EAGAIN, many)).isNull();
  }

  private static final class Records implements LibC {
    private final String[] records;
    private int next;

    Records(String... records) {
      this.records = records;
    }

    @Override
    public long read(int descriptor, long memory, long size) {
      if (next == records.length) {
        return -1;
      }
      byte[] record = records[next++].getBytes(StandardCharsets.ISO_8859_1);
      NativeLibrary.RUNTIME
          .getMemoryManager()
          .newPointer(memory, size)
          .put(0, record, 0, record.length);
      return record.length;
    }

    @Override
    public int open(long path, int flags) {
      throw new AssertionError();
    }

    @Override
    public int close(int descriptor) {
      return 0;
    }

    @Override
    public long lseek(int descriptor, long offset, int from) {
      throw new AssertionError();
    }

    @Override
    public long syscall(long number, int descriptor, long parameters, int flags) {
      throw new AssertionError();
    }

    @Override
    public int init_module(long image, long size, long parameters) {
      throw new AssertionError();
    }

    @Override
    public int delete_module(long name, int flags) {
      throw new AssertionError();
    }
  }
}
