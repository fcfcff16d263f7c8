package org.jkmod.diagnose;

import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.modinfo.ModuleSignature;
import org.jspecify.annotations.Nullable;

/** One reason why the kernel refused a module, with what shows it. */
public sealed interface Cause {
  /**
   * It was built for another kernel, or for one with other settings.
   *
   * @param module its version magic
   * @param kernel that of the running kernel
   */
  record VersionMagic(String module, String kernel) implements Cause {}

  /**
   * Neither the kernel nor a loaded module has symbols that it uses.
   *
   * @param symbols at least one
   * @param exporter the module that has them by the kernel's index; null when none does
   * @param exporterIsLoaded whether that module is loaded all the same: another version of it, then
   * @param license the module's own, where it is none to which the kernel gives all symbols; else
   *     null
   */
  record MissingSymbols(
      List<String> symbols,
      @Nullable ModuleName exporter,
      boolean exporterIsLoaded,
      @Nullable String license)
      implements Cause {
    public MissingSymbols {
      symbols = List.copyOf(symbols);
    }
  }

  /** Symbols that it uses have other versions in the running kernel: at least one. */
  record SymbolVersions(List<String> symbols) implements Cause {
    public SymbolVersions {
      symbols = List.copyOf(symbols);
    }
  }

  /** It has a symbol that another module, or the kernel itself, gives already. */
  record DuplicateSymbol(String symbol, String owner) implements Cause {}

  /** A module that it needs did not end its start in the time that the kernel waits. */
  record StillStarting(String module) implements Cause {}

  /**
   * A parameter does not take a value.
   *
   * @param value may be empty
   * @param isTooLong whether that is the reason
   * @param known what the module says of the parameter; null when it says nothing
   */
  record BadValue(
      String parameter, String value, boolean isTooLong, @Nullable ModuleParameter known)
      implements Cause {}

  /**
   * The kernel wants a signature that it can trust.
   *
   * @param signature what the file has; null when it has none
   */
  record Signature(SignatureProblem problem, @Nullable ModuleSignature signature)
      implements Cause {}

  /** What is wrong with a signature. */
  enum SignatureProblem {
    MISSING,
    UNKNOWN_KEY,
    UNKNOWN_KIND,
    DAMAGED,
    /** It is one of other contents. */
    DOES_NOT_FIT,
    /** The kernel does not take it, and its log, which would tell why, cannot be read. */
    REFUSED
  }

  /**
   * The kernel is locked down and takes no module without a signature.
   *
   * @param mode such as integrity; null when it is not known
   */
  record LockedDown(@Nullable String mode) implements Cause {}

  /**
   * The file is no ELF file.
   *
   * @param start its first bytes, one a char
   */
  record NotElf(String start) implements Cause {}

  /**
   * It is for another processor.
   *
   * @param machine the ELF header's e_machine
   */
  record OtherMachine(int machine) implements Cause {}

  /**
   * It is a program or a shared library, not a relocatable object.
   *
   * @param type the ELF header's e_type, such as 3 for a shared library
   */
  record OtherType(int type) implements Cause {}

  /**
   * The file is damaged.
   *
   * @param problem the structure, its place and what is wrong with it
   */
  record Damaged(String problem) implements Cause {}

  /** Lines of the kernel's log about the module that stand for nothing of the above. */
  record Said(List<String> lines) implements Cause {
    public Said {
      lines = List.copyOf(lines);
    }
  }

  /** What needs no more words. */
  enum Plain implements Cause {
    /** /proc/sys/kernel/modules_disabled is set. */
    SWITCHED_OFF,
    /** The process has no CAP_SYS_MODULE. */
    NO_PRIVILEGE,
    /** {@code module_blacklist=} on the kernel's command line has it. */
    BLACKLISTED,
    /** It was stripped of its symbol table. */
    NO_SYMBOL_TABLE,
    ALREADY_LOADED,
    BUILT_IN,
    OPEN_FOR_WRITING,
    EMPTY_FILE
  }
}
