package org.jkmod.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
          "it was built for another build of the kernel: it expects another version of "
              + NameList.of(versions.symbols(), NAMED)
              + ". Install the one that belongs to "
              + release
              + ", or build it again against that kernel's headers.";
      case Cause.DuplicateSymbol duplicate ->
          "it has the symbol "
              + duplicate.symbol()
              + ", and so has "
              + (duplicate.owner().equals("kernel") ? "the kernel itself" : duplicate.owner())
              + ": only one of the two can be there.";
      case Cause.StillStarting still ->
          "it needs "
              + still.module()
              + ", which did not end its start in time. The kernel log (dmesg) may say what that"
              + " waits for.";
      case Cause.BadValue value -> badValue(value);
      case Cause.Signature signature -> signature(signature);
      case Cause.LockedDown locked ->
          "the kernel is locked down"
              + (locked.mode() == null ? "" : " (" + locked.mode() + ")")
              + ", as with Secure Boot: it takes only modules signed with a key that it knows. Sign"
              + " it and enrol the key (mokutil --import).";
      case Cause.NotElf start ->
          "the file is no module: it starts with "
              + shown(start.start())
              + ", not with ELF's bytes.";
      case Cause.OtherMachine machine ->
          "it is for another processor: "
              + MACHINES.getOrDefault(machine.machine(), "ELF machine " + machine.machine())
              + ".";
      case Cause.OtherType type ->
          "the file is no module, which would be an ELF object of type 1: it has type "
              + type.type()
              + ", as programs (2) and shared libraries (3) have.";
      case Cause.Damaged damaged -> "the file is damaged or cut off: " + damaged.problem() + ".";
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
          "loading is switched off until the next boot (/proc/sys/kernel/modules_disabled is 1).";
      case NO_PRIVILEGE -> "loading needs root (CAP_SYS_MODULE), which this process does not have.";
      case BLACKLISTED ->
          "module_blacklist= on the kernel's command line (/proc/cmdline) names it: the kernel"
              + " refuses it until it is booted without.";
      case NO_SYMBOL_TABLE ->
          "it has no symbol table: it was stripped of more than debugging information. Install it"
              + " again, or strip it with -g only.";
      case ALREADY_LOADED -> "a module of that name is loaded already: see lsmod.";
      case BUILT_IN -> "it is part of the kernel " + release + " itself: there is nothing to load.";
      case OPEN_FOR_WRITING ->
          "a program has the file open for writing. Try again when it has ended ('fuser FILE' names"
              + " it).";
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
          + " is running. Install the one for "
          + release
          + ", build it again against that kernel's headers, or boot "
          + builtFor
          + ".";
    }
    return "it was built for a kernel "
        + release
        + " with other settings: it has "
        + onlyIn(magic.module(), magic.kernel())
        + " where the running one has "
        + onlyIn(magic.kernel(), magic.module())
        + ". Build it again against the headers of the running kernel.";
  }

  /** The words of the first that the second has not. */
  private static String onlyIn(String first, String second) {
    List<String> words = new ArrayList<>(List.of(first.split(" ", -1)));
    words.removeAll(List.of(second.split(" ", -1)));
    return words.isEmpty() ? "nothing" : "'" + String.join(" ", words) + "'";
  }

  private static String missing(Cause.MissingSymbols missing, String release) {
    String exporter = missing.exporter();
    String symbols = NameList.of(missing.symbols(), NAMED);
    if (exporter == null) {
      return "no module of kernel "
          + release
          + " has "
          + symbols
          + ": it was built for another kernel, or a module that it needs is not installed (or"
          + " depmod did not run since)"
          + (missing.license() == null
              ? "."
              : ", or the kernel keeps them for modules under the GPL, and this one's licence is '"
                  + missing.license()
                  + "'.");
    }
    return missing.exporterIsLoaded()
        ? "it needs "
            + symbols
            + " of "
            + exporter
            + ", and the one that is loaded has not: it is another version, or only for modules"
            + " under the GPL."
        : "it needs "
            + symbols
            + " of "
            + exporter
            + ", which is not loaded: modprobe "
            + exporter
            + ".";
  }

  private static String badValue(Cause.BadValue value) {
    String text =
        "the parameter "
            + value.parameter()
            + " does not take "
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
            ? "somebody"
            : "'" + signature.signer() + "'";
    return switch (cause.problem()) {
      case MISSING ->
          "it has no signature, and this kernel takes only signed modules (module.sig_enforce,"
              + " Secure Boot). Sign it with a key that the kernel knows, or install the"
              + " distribution's own.";
      case UNKNOWN_KEY ->
          "it is signed by "
              + signer
              + " with a key that this kernel does not know. Enrol the key (mokutil --import), or"
              + " install the distribution's own.";
      case UNKNOWN_KIND ->
          "its signature"
              + (signature == null || signature.hash() == null ? "" : " (" + signature.hash() + ")")
              + " is of a kind that this kernel cannot check.";
      case DAMAGED ->
          "its signature is damaged"
              + (signature == null || signature.problem() == null ? "" : ": " + signature.problem())
              + ". Install it again.";
      case REFUSED ->
          "it is signed by "
              + signer
              + ", and the kernel does not take it: it was changed since, or the kernel does not"
              + " know the key.";
      case DOES_NOT_FIT ->
          "its contents are not what "
              + signer
              + " signed: the file was changed or damaged since. Install it again.";
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
