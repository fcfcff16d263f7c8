package org.jkmod.natives;

import java.lang.ref.Cleaner;
import java.lang.reflect.Field;
import jnr.ffi.Runtime;
import jnr.ffi.provider.FFIProvider;

/** Libraries, each bound when it is first needed. */
final class NativeLibrary {
  private static final FFIProvider PROVIDER = provider();
  static final Runtime RUNTIME = PROVIDER.getRuntime();

  private NativeLibrary() {}

  private static FFIProvider provider() {
    // Generated classes cost more at start-up than the few calls here ever win back.
    System.setProperty("jnr.ffi.asm.enabled", "false");
    keepLibrariesOpen();
    return FFIProvider.getSystemProvider();
  }

  /**
   * Gives jffi a cleaner whose thread never runs. Its own would start a thread, which takes longer
   * than the call that insmod wants, to close libraries that are in use until the process ends.
   */
  private static void keepLibrariesOpen() {
    try {
      Field cleaner = Class.forName("com.kenai.jffi.internal.Cleaner").getDeclaredField("cleaner");
      cleaner.setAccessible(true);
      cleaner.set(null, Cleaner.create(NeverStarted::new));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version of jffi: it starts its thread.
    }
  }

  private static final class NeverStarted extends Thread {
    NeverStarted(Runnable work) {
      super(work);
    }

    @Override
    public void start() {}
  }

  /**
   * Binds a library.
   *
   * @throws UnsatisfiedLinkError if it or one of the functions is missing
   */
  static <T> T load(Class<T> functions, String name) {
    return PROVIDER.createLibraryLoader(functions).failImmediately().load(name);
  }

  static LibC libc() {
    return ModulesHolder.LIBC;
  }

  static LibCProcess process() {
    return ProcessHolder.LIBC;
  }

  /** What the last call that failed left behind. */
  static int errno() {
    return RUNTIME.getLastError();
  }

  private static final class ModulesHolder {
    static final LibC LIBC = load(LibC.class, "libc.so.6");
  }

  private static final class ProcessHolder {
    static final LibCProcess LIBC = load(LibCProcess.class, "libc.so.6");
  }
}
