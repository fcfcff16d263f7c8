package org.jkmod.natives;

import java.io.IOException;
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
    String release = root.readLiveIfPresent("/proc/sys/kernel/osrelease");
    return release == null ? releaseFromUname() : release.strip();
  }

  /** The release as uname(2) gives it. */
  public static String releaseFromUname() throws IOException {
    try (NativeBytes names = NativeBytes.ofSize(6 * FIELD)) {
      if (NativeLibrary.process().uname(names.address()) != 0) {
        throw new KernelException("uname", NativeLibrary.errno());
      }
      return names.text(2 * FIELD, FIELD);
    }
  }
}
