package org.jkmod.natives;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's log from a moment on, for the reason why it refuses a module: the error number alone
 * stands for many.
 *
 * <p>Each read(2) of /dev/kmsg gives one record: {@code priority,number,microseconds,flags;text}, a
 * line end, and lines with a blank before them that tell of a device. Bytes of the text that are
 * not printable, and backslashes, are {@code \xHH}. Source: Documentation/ABI/testing/dev-kmsg of
 * the kernel.
 */
class KernelLog implements AutoCloseable {
  private static final int O_RDONLY_NONBLOCK_CLOEXEC = 02004000;

  private static final int SEEK_END = 2;

  /** The kernel refuses to give a record in parts. */
  private static final int LONGEST_RECORD = 8192;

  /** More cannot be of one module. */
  private static final int MOST_RECORDS = 2000;

  private final LibC libc;
  private final int descriptor;

  /**
   * @param descriptor of the log, which {@link #close} closes; negative when there is none
   */
  KernelLog(LibC libc, int descriptor) {
    this.libc = libc;
    this.descriptor = descriptor;
  }

  /** Without a log, or the right to read it, {@link #lines} is null. */
  static KernelLog fromNow(LibC libc) {
    int descriptor;
    try (NativeBytes path = NativeBytes.of("/dev/kmsg")) {
      descriptor = libc.open(path.address(), O_RDONLY_NONBLOCK_CLOEXEC);
    }
    // In some containers the name leads to the console, from which a read would take what is typed:
    // a
    // console has no end to go to.
    if (descriptor >= 0 && libc.lseek(descriptor, 0, SEEK_END) < 0) {
      libc.close(descriptor);
      descriptor = -1;
    }
    return new KernelLog(libc, descriptor);
  }

  /**
   * The texts of the records since then; null when they are not all there: the log cannot be read,
   * or the kernel wrote over some of them (EPIPE) before they were.
   */
  @Nullable List<String> lines() {
    if (descriptor < 0) {
      return null;
    }
    List<String> lines = new ArrayList<>();
    try (NativeBytes memory = NativeBytes.ofSize(LONGEST_RECORD)) {
      long length = libc.read(descriptor, memory.address(), LONGEST_RECORD);
      while (length > 0 && lines.size() < MOST_RECORDS) {
        lines.add(text(memory.text(0, (int) length)));
        length = libc.read(descriptor, memory.address(), LONGEST_RECORD);
      }
      boolean isEnd = length < 0 && errno() == Errno.EAGAIN.number();
      return isEnd ? lines : null;
    }
  }

  /** What the last call left in errno. */
  int errno() {
    return NativeLibrary.errno();
  }

  private static String text(String record) {
    int start = record.indexOf(';') + 1;
    int newline = record.indexOf('\n', start);
    return record.substring(start, newline < 0 ? record.length() : newline);
  }

  @Override
  public void close() {
    if (descriptor >= 0) {
      libc.close(descriptor);
    }
  }
}
