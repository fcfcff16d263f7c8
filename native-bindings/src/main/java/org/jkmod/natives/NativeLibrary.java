package org.jkmod.natives;

import jnr.ffi.Runtime;
import jnr.ffi.provider.FFIProvider;

/** Libraries, each bound when it is first needed. */
final class NativeLibrary {
  static final Runtime RUNTIME = provider().getRuntime();

  private NativeLibrary() {}

  private static FFIProvider provider() {
    // Generated classes cost more at start-up than the few calls here ever win back.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    return FFIProvider.getSystemProvider();
  }

  /**
   * Binds a library.
   *
   * @throws UnsatisfiedLinkError if it or one of the functions is missing
   */
  static <T> T load(Class<T> functions, String name) {
    return provider().createLibraryLoader(functions).failImmediately().load(name);
  }

  static LibC libc() {
    return Modules.LIBC;
  }

  static LibC.More more() {
    return Others.LIBC;
  }

  /** What the last call that failed left behind. */
  static int errno() {
    return RUNTIME.getLastError();
  }

  private static final class Modules {
    static final LibC LIBC = load(LibC.class, "libc.so.6");
  }

  private static final class Others {
    static final LibC.More LIBC = load(LibC.More.class, "libc.so.6");
  }
}
