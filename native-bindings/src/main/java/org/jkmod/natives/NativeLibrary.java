package org.jkmod.natives;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;
import jnr.ffi.provider.FFIProvider;

/** The C library, bound when it is first needed. */
final class NativeLibrary {
  static final LibC LIBC = load();
  static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

  private NativeLibrary() {}

  private static LibC load() {
    // Generated classes cost more at start-up than the few calls here ever win back.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    LibraryLoader<LibC> loader = FFIProvider.getSystemProvider().createLibraryLoader(LibC.class);
    return loader.failImmediately().load("libc.so.6");
  }

  /** What the last call that failed left behind. */
  static int errno() {
    return RUNTIME.getLastError();
  }

  /** One char a byte, and a NUL. */
  static byte[] text(String text) {
    return terminated(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static byte[] terminated(byte[] bytes) {
    return Arrays.copyOf(bytes, bytes.length + 1);
  }
}
