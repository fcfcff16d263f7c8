package org.jkmod.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jkmod.ModuleName;
import org.jkmod.diagnose.Cause;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.modinfo.ModuleSignature;

/** Why the kernel refused a module, and the way out, in a line each. */
public final class CauseText {
  /** Symbols, or lines of the log, that are named; of more only the number is told. */
  private static final int NAMED = 3;

  private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1f\\x7f]");

  /** e_machine of ELF, those that Linux runs on. */
  private static final Map<Integer, String> MACHINES =
      Map.ofEntries(
          Map.entry(2, "SPARC"),
          Map.entry(3, "x86 (32 bits)"),
          Map.entry(8, "MIPS"),
          Map.entry(15, "PA-RISC"),
          Map.entry(20, "PowerPC (32 bits)"),
          Map.entry(21, "PowerPC (64 bits)"),
          Map.entry(22, "s390x"),
          Map.entry(40, "Arm (32 bits)"),
          Map.entry(42, "SuperH"),
          Map.entry(43, "SPARC (64 bits)"),
          Map.entry(62, "x86-64"),
          Map.entry(183, "Arm (64 bits)"),
          Map.entry(243, "RISC-V"),
          Map.entry(258, "LoongArch"));

  private CauseText() {}

  /**
   * One line without its end.
   *
   * @param release of the running kernel
   */
  public static String of(Cause cause, String release) {
    // What files and the kernel say goes to terminals.
    return CONTROL.matcher(words(cause, release)).replaceAll(" ");
  }

  private static String words(Cause cause, String release) {
    return switch (cause) {
      case Cause.VersionMagic magic -> versionMagic(magic, release);
      case Cause.MissingSymbols missing -> missing(missing, release);
      case Cause.SymbolVersions versions ->
          "it was built against another build of the kernel, with a different version of "
              + NameList.of(versions.symbols(), NAMED)
              + ". Install the module that belongs to "
              + release
              + ", or rebuild it against that kernel's headers.";
      case Cause.DuplicateSymbol duplicate ->
          "it exports the symbol "
              + duplicate.symbol()
              + ", which "
              + (duplicate.owner().equals("kernel") ? "the kernel itself" : duplicate.owner())
              + " already exports: the two cannot be used together.";
      case Cause.StillStarting still ->
          "it needs "
              + still.module()
              + ", which did not finish initialising in time. The kernel log (dmesg) may say what"
              + " it is waiting for.";
      case Cause.BadValue value -> badValue(value);
      case Cause.Signature signature -> signature(signature);
      case Cause.LockedDown locked ->
          "the kernel is locked down"
              + (locked.mode() == null ? "" : " (" + locked.mode() + ")")
              + ", as it is under Secure Boot, and loads only modules signed with a key it trusts."
              + " Sign the module and enrol the key (mokutil --import).";
      case Cause.NotElf start ->
          "the file is not a kernel module: it starts with "
              + shown(start.start())
              + ", not with the ELF magic number.";
      case Cause.OtherMachine machine ->
          "it was built for another architecture: "
              + MACHINES.getOrDefault(machine.machine(), "ELF machine " + machine.machine())
              + ".";
      case Cause.OtherType type ->
          "the file is not a kernel module, which has ELF type 1: its type is "
              + type.type()
              + " (programs have 2, shared libraries 3).";
      case Cause.Damaged damaged -> "the file is damaged or truncated: " + damaged.problem() + ".";
      case Cause.Said said ->
          "the kernel says: "
              + String.join(" | ", said.lines().subList(0, Math.min(NAMED, said.lines().size())))
              + (said.lines().size() > NAMED ? " | ... (dmesg has more)" : "");
      case Cause.Plain plain -> plain(plain, release);
    };
  }

  private static String plain(Cause.Plain cause, String release) {
    return switch (cause) {
      case SWITCHED_OFF ->
          "module loading is disabled until the next boot (/proc/sys/kernel/modules_disabled is"
              + " 1).";
      case NO_PRIVILEGE -> "loading modules needs root (CAP_SYS_MODULE).";
      case BLACKLISTED ->
          "module_blacklist= on the kernel command line (/proc/cmdline) lists it: the kernel will"
              + " not load it until it is booted without that option.";
      case NO_SYMBOL_TABLE ->
          "it has no symbol table: more than debugging information was stripped from it. Reinstall"
              + " it, or strip it with -g only.";
      case ALREADY_LOADED -> "a module of that name is already loaded: see lsmod.";
      case BUILT_IN -> "it is built into kernel " + release + ": there is nothing to load.";
      case OPEN_FOR_WRITING ->
          "the file is open for writing: close the program that writes it ('fuser FILE'"
              + " names it).";
      case EMPTY_FILE -> "the file is empty.";
    };
  }

  private static String versionMagic(Cause.VersionMagic magic, String release) {
    String builtFor = magic.module().split(" ", 2)[0];
    if (!builtFor.equals(release)) {
      return "it was built for kernel "
          + builtFor
          + ", and "
          + release
          + " is running. Install the module for "
          + release
          + ", rebuild it against that kernel's headers, or boot "
          + builtFor
          + ".";
    }
    return "it was built for a kernel "
        + release
        + " with a different configuration: its version magic has "
        + onlyIn(magic.module(), magic.kernel())
        + " where the running kernel's has "
        + onlyIn(magic.kernel(), magic.module())
        + ". Rebuild it against the running kernel's headers.";
  }

  /** The words of the first that the second has not. */
  private static String onlyIn(String first, String second) {
    List<String> words = new ArrayList<>(List.of(first.split(" ", -1)));
    words.removeAll(List.of(second.split(" ", -1)));
    return words.isEmpty() ? "nothing" : "'" + String.join(" ", words) + "'";
  }

  private static String missing(Cause.MissingSymbols missing, String release) {
    ModuleName exporter = missing.exporter();
    String symbols = NameList.of(missing.symbols(), NAMED);
    if (exporter == null) {
      return "no module of kernel "
          + release
          + " exports "
          + symbols
          + ": it was built for another kernel, or a module it needs is not installed (or depmod"
          + " has not been run since)"
          + (missing.license() == null
              ? "."
              : ", or the symbols are exported to GPL modules only, and this one's licence is '"
                  + missing.license()
                  + "'.");
    }
    return missing.exporterIsLoaded()
        ? "it needs "
            + symbols
            + " from "
            + exporter
            + ", which the loaded "
            + exporter
            + " does not export: it is another version, or exports"
            + " them to GPL modules only."
        : "it needs "
            + symbols
            + " from "
            + exporter
            + ", which is not loaded: modprobe "
            + exporter
            + ".";
  }

  private static String badValue(Cause.BadValue value) {
    String text =
        "the parameter "
            + value.parameter()
            + " does not accept "
            + (value.value().isEmpty() ? "an empty value" : "'" + value.value() + "'")
            + (value.isTooLong() ? ", which is too long" : "");
    ModuleParameter known = value.known();
    String type = known == null ? null : known.type();
    String description = known == null ? null : known.description();
    if (type == null && description == null) {
      return text + ".";
    }
    if (type == null) {
      return text + ": " + description + ".";
    }
    return text
        + ": it is of type "
        + type
        + (description == null ? "" : " (" + description + ")")
        + ".";
  }

  private static String signature(Cause.Signature cause) {
    ModuleSignature signature = cause.signature();
    String signer =
        signature == null || signature.signer() == null || signature.signer().isEmpty()
            ? "an unknown signer"
            : "'" + signature.signer() + "'";
    return switch (cause.problem()) {
      case MISSING ->
          "it is not signed, and this kernel loads only signed modules (module.sig_enforce or"
              + " Secure Boot). Sign it with a key the kernel trusts, or install the distribution's"
              + " own module.";
      case UNKNOWN_KEY ->
          "it is signed by "
              + signer
              + " with a key that this kernel does not trust. Enrol the key (mokutil --import), or"
              + " install the distribution's own module.";
      case UNKNOWN_KIND ->
          "its signature"
              + (signature == null || signature.hash() == null ? "" : " (" + signature.hash() + ")")
              + " is of a kind that this kernel cannot verify.";
      case DAMAGED ->
          "its signature is damaged"
              + (signature == null || signature.problem() == null ? "" : ": " + signature.problem())
              + ". Reinstall the module.";
      case REFUSED ->
          "it is signed by "
              + signer
              + ", and the kernel does not accept it: it has changed since, or the kernel does not"
              + " know the key.";
      case DOES_NOT_FIT ->
          "its contents do not match the signature by "
              + signer
              + ": the file was changed or damaged after it was signed. Reinstall it.";
    };
  }

  /** The first bytes as text, or as hexadecimal digits where they are none. */
  private static String shown(String start) {
    for (int i = 0; i < start.length(); i++) {
      char c = start.charAt(i);
      if (c < ' ' || c > '~') {
        return HexFormat.ofDelimiter(" ").formatHex(start.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return "'" + start + "'";
  }
}
