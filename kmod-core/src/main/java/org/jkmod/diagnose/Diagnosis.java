package org.jkmod.diagnose;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.AliasKey;
import org.jkmod.Kmod;
import org.jkmod.ModuleFile;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.elf.ElfFile;
import org.jkmod.index.IndexValue;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.LoadPolicy;
import org.jkmod.live.ModuleState;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jspecify.annotations.Nullable;

/**
 * Tells why the kernel refused a module: from what it wrote to its log meanwhile, from the file,
 * and from what the system says of itself. What none of them shows is not guessed.
 */
public final class Diagnosis {
  private static final int SHOWN_BYTES = 8;

  /** Licences to whose modules the kernel gives the symbols that it keeps for the GPL. */
  private static final Set<String> GIVEN_ALL =
      Set.of(
          "GPL",
          "GPL v2",
          "GPL and additional rights",
          "Dual BSD/GPL",
          "Dual MIT/GPL",
          "Dual MPL/GPL");

  private final Kmod kmod;
  private final LoadPolicy policy;

  /**
   * @param kmod of the running kernel
   */
  public Diagnosis(Kmod kmod) {
    this.kmod = kmod;
    this.policy = new LoadPolicy(kmod.root());
  }

  /**
   * The causes that can be told; empty when there is none.
   *
   * @param path the module's file
   */
  public List<Cause> of(String path, KernelException refusal) {
    List<Cause> causes = new ArrayList<>();
    try (ModuleFile file = kmod.file(path).open()) {
      ModuleName name = name(path, file);
      diagnose(refusal, new KernelMessages(name, refusal.log()), name, file, causes);
    } catch (MalformedException e) {
      ModuleName name = ModuleName.inFile(path);
      if (refusal.is(Errno.EPERM)) {
        addPermission(new KernelMessages(name, refusal.log()), name, false, causes);
      }
      if (causes.isEmpty() && !refusal.is(Errno.ENOSYS)) {
        causes.add(formatProblem(path, e));
      }
    } catch (IOException e) {
      // The kernel has seen the file, and now it is gone or may not be read: nothing can be told of
      // it.
      return causes;
    }
    return causes;
  }

  private static ModuleName name(String path, ModuleFile file) throws IOException {
    String name = file.info().first("name");
    return name == null ? ModuleName.inFile(path) : ModuleName.of(name);
  }

  private void diagnose(
      KernelException refusal,
      KernelMessages messages,
      ModuleName name,
      ModuleFile file,
      List<Cause> causes)
      throws IOException {
    for (Cause cause : messages.causes()) {
      causes.add(cause instanceof Cause.BadValue value ? known(value, file.info()) : cause);
    }
    if (!messages.versions().isEmpty()) {
      causes.add(new Cause.SymbolVersions(messages.versions()));
    }
    addMissing(messages.missing(), file.info().first("license"), causes);
    addSignature(refusal, messages, file, causes);
    if (causes.isEmpty() && refusal.is(Errno.ENOEXEC)) {
      addFormat(file, causes);
    }
    if (causes.isEmpty() && refusal.is(Errno.EPERM)) {
      addPermission(messages, name, file.signature() != null, causes);
    }
    if (causes.isEmpty() && refusal.is(Errno.EEXIST)) {
      addPresence(name, causes);
    }
    if (causes.isEmpty() && refusal.is(Errno.ETXTBSY)) {
      causes.add(Cause.Plain.OPEN_FOR_WRITING);
    }
    if (causes.isEmpty() && !messages.others().isEmpty()) {
      causes.add(new Cause.Said(messages.others()));
    }
  }

  private static Cause known(Cause.BadValue value, ModuleInfo info) {
    for (ModuleParameter parameter : ModuleParameter.of(info.fields(), invalid -> {})) {
      if (parameter.name().equals(value.parameter())) {
        return new Cause.BadValue(value.parameter(), value.value(), value.isTooLong(), parameter);
      }
    }
    return value;
  }

  /** One cause for each module that has some of them, and one for those that nothing has. */
  private void addMissing(List<String> symbols, @Nullable String license, List<Cause> causes)
      throws IOException {
    String restricted = license == null || GIVEN_ALL.contains(license) ? null : license;
    Map<@Nullable ModuleName, List<String>> byExporter = new LinkedHashMap<>();
    for (String symbol : symbols) {
      byExporter.computeIfAbsent(exporter(symbol), key -> new ArrayList<>()).add(symbol);
    }
    byExporter.forEach(
        (exporter, theirs) -> {
          boolean isLoaded = exporter != null && kmod.live().state(exporter) == ModuleState.LIVE;
          causes.add(new Cause.MissingSymbols(theirs, exporter, isLoaded, restricted));
        });
  }

  /** Null when no index has it. */
  private @Nullable ModuleName exporter(String symbol) throws IOException {
    AliasKey key = AliasKey.of("symbol:" + symbol);
    List<IndexValue> values = key == null ? List.of() : kmod.directory().get(Index.SYMBOLS, key);
    return values.isEmpty() ? null : values.get(0).module();
  }

  private void addSignature(
      KernelException refusal, KernelMessages messages, ModuleFile file, List<Cause> causes)
      throws IOException {
    boolean isRefused =
        refusal.is(Errno.EKEYREJECTED) || refusal.is(Errno.ENOKEY) || refusal.is(Errno.EBADMSG);
    if (!isRefused && messages.rejected() == null) {
      return;
    }
    ModuleSignature signature = file.signature();
    causes.add(new Cause.Signature(problem(refusal, messages.rejected(), signature), signature));
  }

  private static Cause.SignatureProblem problem(
      KernelException refusal, @Nullable String rejected, @Nullable ModuleSignature signature) {
    if (signature == null) {
      return Cause.SignatureProblem.MISSING;
    }
    if (refusal.is(Errno.EBADMSG)) {
      return Cause.SignatureProblem.DAMAGED;
    }
    if (refusal.log() == null) {
      return Cause.SignatureProblem.REFUSED;
    }
    if (rejected == null) {
      return refusal.is(Errno.ENOKEY)
          ? Cause.SignatureProblem.UNKNOWN_KEY
          : Cause.SignatureProblem.DOES_NOT_FIT;
    }
    return switch (rejected) {
      case "unsigned module" -> Cause.SignatureProblem.MISSING;
      case "module with unsupported crypto" -> Cause.SignatureProblem.UNKNOWN_KIND;
      default -> Cause.SignatureProblem.UNKNOWN_KEY;
    };
  }

  private void addPermission(
      KernelMessages messages, ModuleName name, boolean isSigned, List<Cause> causes) {
    if (policy.isSwitchedOff()) {
      causes.add(Cause.Plain.SWITCHED_OFF);
    } else if (policy.lacksPrivilege()) {
      causes.add(Cause.Plain.NO_PRIVILEGE);
    } else if (policy.isBlacklisted(name)) {
      causes.add(Cause.Plain.BLACKLISTED);
    } else if (messages.lockdown() || (!isSigned && policy.lockdown() != null)) {
      causes.add(new Cause.LockedDown(policy.lockdown()));
    }
  }

  private void addPresence(ModuleName name, List<Cause> causes) throws IOException {
    if (kmod.live().state(name) == ModuleState.LIVE) {
      causes.add(Cause.Plain.ALREADY_LOADED);
    } else if (kmod.directory().isBuiltin(name)) {
      causes.add(Cause.Plain.BUILT_IN);
    }
  }

  /** For another processor than the kernel's own modules are, in which the file is whole. */
  private void addFormat(ModuleFile file, List<Cause> causes) {
    try (ModuleFile other = reference()) {
      if (other != null && other.machine() != file.machine()) {
        causes.add(new Cause.OtherMachine(file.machine()));
      }
    } catch (IOException e) {
      // Nothing to compare with.
    }
  }

  /** A module of the kernel's own, null when there is none. */
  private @Nullable ModuleFile reference() throws IOException {
    String order = kmod.root().readIfPresent(kmod.directory().path() + "/modules.order");
    int end = order == null ? -1 : order.indexOf('\n');
    return order == null || end <= 0
        ? null
        : kmod.file(kmod.directory().resolve(ModulePath.asWritten(order.substring(0, end)))).open();
  }

  private Cause formatProblem(String path, MalformedException problem) {
    try (FileSource source = kmod.root().open(path)) {
      if (source.size() == 0) {
        return Cause.Plain.EMPTY_FILE;
      }
      Bytes start = source.read(0, Math.min(source.size(), SHOWN_BYTES), "module");
      return Compression.of(start) == Compression.NONE && !ElfFile.isElf(start)
          ? new Cause.NotElf(new String(start.toArray(), StandardCharsets.ISO_8859_1))
          : new Cause.Damaged(String.valueOf(problem.getMessage()));
    } catch (IOException e) {
      return new Cause.Damaged(String.valueOf(problem.getMessage()));
    }
  }
}
