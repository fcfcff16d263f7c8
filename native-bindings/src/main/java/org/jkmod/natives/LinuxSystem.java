package org.jkmod.natives;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jkmod.SystemRoot;
import org.jkmod.port.KernelException;
import org.jkmod.port.SystemInfo;

/** The running system: from /proc where it is mounted, from uname(2) where it is not. */
public final class LinuxSystem implements SystemInfo {
  /** struct utsname: six texts of that size; the third is the release. */
  private static final int FIELD = 65;

  private final SystemRoot root;

  public LinuxSystem(SystemRoot root) {
    this.root = root;
  }

  @Override
  public String release() throws IOException {
    String release = root.readIfPresent("/proc/sys/kernel/osrelease");
    return release == null ? releaseFromUname() : release.strip();
  }

  /** The release as uname(2) gives it. */
  public static String releaseFromUname() throws IOException {
    byte[] names = new byte[6 * FIELD];
    if (NativeLibrary.LIBC.uname(names) != 0) {
      throw new KernelException("uname", NativeLibrary.errno());
    }
    int start = 2 * FIELD;
    int end = start;
    while (end < 3 * FIELD && names[end] != 0) {
      end++;
    }
    return new String(names, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
