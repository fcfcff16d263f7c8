package org.jkmod.cli.text;

import java.util.List;
import java.util.function.Consumer;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.diagnose.Cause;
import org.jkmod.diagnose.Diagnosis;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;

/** What it means when the kernel does not accept a module. */
public final class KernelRefusal {
  private KernelRefusal() {}

  /** As insmod words it. */
  public static String forInsmod(KernelException refusal) {
    Errno errno = Errno.of(refusal.errno());
    return errno == null ? ErrnoText.of(refusal) : forInsmod(errno);
  }

  /** The same for an error number, whoever found it. */
  public static String forInsmod(Errno errno) {
    return switch (errno) {
      case ENOEXEC -> "Invalid module format";
      case ENOENT -> "Unknown symbol in module";
      case ESRCH -> "Module has wrong symbol version";
      case EINVAL -> "Invalid parameters";
      default -> errno.text();
    };
  }

  /** As modprobe words it. */
  public static String forModprobe(KernelException refusal) {
    if (refusal.is(Errno.EEXIST)) {
      return "Module already in kernel";
    }
    if (refusal.is(Errno.ENOENT)) {
      return "Unknown symbol in module, or unknown parameter (see dmesg)";
    }
    return ErrnoText.of(refusal);
  }

  /**
   * Says what the error number alone does not: the causes that can be told or, where none can, what
   * it usually stands for.
   *
   * @param kmod of the running kernel
   * @param path the module's file
   */
  public static void explain(
      KernelException refusal, Kmod kmod, String path, String release, Consumer<String> sink) {
    List<Cause> causes = new Diagnosis(kmod).of(path, refusal);
    if (causes.isEmpty()) {
      usual(refusal, sink);
    }
    for (Cause cause : causes) {
      sink.accept(ModuleName.ofPath(path) + ": " + CauseText.of(cause, release));
    }
  }

  /** What the error number usually stands for, and the way out. */
  public static void usual(KernelException refusal, Consumer<String> sink) {
    Errno errno = Errno.of(refusal);
    String text = errno == null ? "" : hint(errno);
    if (!text.isEmpty()) {
      sink.accept(text);
    }
  }

  private static String hint(Errno errno) {
    return switch (errno) {
      case ENOEXEC ->
          "the file is not a module for this kernel: it is for another version or architecture, or"
              + " damaged. Compare 'modinfo -F vermagic FILE' with 'uname -r'.";
      case ENOENT ->
          "it uses symbols that neither the kernel nor any loaded module exports. The kernel log"
              + " (dmesg) names them; 'modprobe MODULE' also loads a module's dependencies.";
      case EINVAL ->
          "a parameter has a value the module does not accept, or the file is damaged. 'modinfo"
              + " -p FILE' lists the parameters; the kernel log (dmesg) may say more.";
      case EPERM ->
          "loading modules needs root (CAP_SYS_MODULE), and may be disabled: see"
              + " /proc/sys/kernel/modules_disabled and /sys/kernel/security/lockdown.";
      case EKEYREJECTED ->
          "the file was changed after it was signed, or the key is not trusted. Reinstall the"
              + " package of the kernel's modules.";
      case ENOKEY ->
          "this kernel loads only modules signed with a key it trusts. 'modinfo -F signer FILE'"
              + " shows who signed it.";
      case ENODEV -> "the module found none of the devices it drives.";
      case ENOMEM -> "the kernel does not have enough memory for the module.";
      case ENOSYS ->
          "this kernel does not support modules, or a container or sandbox blocks the call.";
      // The number says it all.
      default -> "";
    };
  }
}
