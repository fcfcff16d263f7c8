package org.jkmod.natives;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;

/** The running kernel. */
public final class LinuxModules implements KernelModules {
  private static final int O_RDONLY_CLOEXEC = 02000000;
  private static final int O_NONBLOCK = 04000;

  /**
   * Number of finit_module(2) by architecture, as Java names it; those with the common table are
   * not listed.
   */
  private static final Map<String, Integer> FINIT_MODULE =
      Map.of("amd64", 313, "i386", 350, "arm", 379, "ppc64", 353, "ppc64le", 353, "s390x", 344);

  private static final int COMMON_FINIT_MODULE = 273;

  @Override
  public void load(Path file, String parameters, int flags) throws IOException {
    LibC libc = NativeLibrary.libc();
    int descriptor;
    try (NativeBytes path = NativeBytes.of(bytes(file))) {
      descriptor = libc.open(path.address(), O_RDONLY_CLOEXEC | O_NONBLOCK);
    }
    if (descriptor < 0) {
      throw new KernelException("open", NativeLibrary.errno());
    }
    try (KernelLog log = KernelLog.fromNow(libc);
        NativeBytes text = NativeBytes.of(parameters)) {
      int number =
          FINIT_MODULE.getOrDefault(System.getProperty("os.arch", ""), COMMON_FINIT_MODULE);
      if (libc.syscall(number, descriptor, text.address(), flags) != 0) {
        throw refused("finit_module", log);
      }
    } finally {
      libc.close(descriptor);
    }
  }

  @Override
  public void load(byte[] image, String parameters) throws IOException {
    LibC libc = NativeLibrary.libc();
    try (KernelLog log = KernelLog.fromNow(libc);
        NativeBytes file = NativeBytes.of(image);
        NativeBytes text = NativeBytes.of(parameters)) {
      if (libc.init_module(file.address(), image.length, text.address()) != 0) {
        throw refused("init_module", log);
      }
    }
  }

  private static KernelException refused(String call, KernelLog log) {
    // Before the next call of the C library, which may leave another one.
    int errno = NativeLibrary.errno();
    return new KernelException(call, errno, log.lines());
  }

  @Override
  public void remove(String name, int flags) throws IOException {
    int nonblocking = O_NONBLOCK;
    try (NativeBytes text = NativeBytes.of(name)) {
      if (NativeLibrary.libc().delete_module(text.address(), nonblocking | flags) != 0) {
        throw new KernelException("delete_module", NativeLibrary.errno());
      }
    }
  }

  /**
   * The name as the kernel knows it: the JDK made it a string with the encoding of names that it
   * was started with.
   */
  private static byte[] bytes(Path file) throws KernelException {
    Charset names =
        Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), StandardCharsets.UTF_8);
    byte[] bytes = file.toString().getBytes(names);
    for (byte b : bytes) {
      if (b == 0) {
        throw new KernelException("open", Errno.EINVAL);
      }
    }
    return bytes;
  }
}
