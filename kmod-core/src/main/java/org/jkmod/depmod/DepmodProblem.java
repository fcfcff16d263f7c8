package org.jkmod.depmod;

import java.util.List;
import org.jkmod.port.Errno;
import org.jspecify.annotations.Nullable;

/** Something that depmod found wrong and what it concerns. */
public sealed interface DepmodProblem {
  /** The folder of the modules cannot be read. */
  record UnreadableFolder(String path, String reason) implements DepmodProblem {}

  /** The folder of the modules is missing; only those files that were asked for are read. */
  record MissingFolder(String path, String reason) implements DepmodProblem {}

  /** A file that was asked for by a relative path. */
  record RelativeOperand(String path) implements DepmodProblem {}

  /**
   * A file that was asked for and cannot be taken.
   *
   * @param isRepeated whether it has been taken already
   */
  record UnusableOperand(String path, Errno reason, boolean isRepeated) implements DepmodProblem {}

  /**
   * Two files of one module name were asked for, or one twice.
   *
   * @param known the first one's path
   */
  record NameTaken(String name, String path, String known) implements DepmodProblem {}

  /** An entry of a folder that cannot be looked at, such as a link to nowhere. */
  record BrokenEntry(String path, String name, String reason) implements DepmodProblem {}

  /** A FIFO, device or socket named like a module. */
  record UnsupportedFileType(String path) implements DepmodProblem {}

  /**
   * A module that is no valid ELF file; it is listed without symbols.
   *
   * @param errno what kmod shows: ENOEXEC for a file that is no ELF file, EISDIR for a folder,
   *     EINVAL for all else
   */
  record BadModule(String path, Errno errno, String reason) implements DepmodProblem {}

  /** One of modules.order, modules.builtin and modules.builtin.modinfo is not there. */
  record MissingInput(String file, String folder, String reason) implements DepmodProblem {}

  /**
   * A modules.order that is cut off in its last line; none of it counts.
   *
   * @param line the number of that line, from 1
   */
  record CutOffOrder(String path, int line) implements DepmodProblem {}

  /** A line of modules.builtin that names no module, with its line end where it has one. */
  record BadBuiltin(String line) implements DepmodProblem {}

  /** There is no modules.dep to compare with. */
  record NoDependencies(String folder) implements DepmodProblem {}

  /**
   * Modules that need each other; nothing can load any of them.
   *
   * @param modules their names, each needing the next; the first is repeated at the end
   * @param symbols for each but the last one that it uses of the next
   */
  record Cycle(List<String> modules, List<String> symbols) implements DepmodProblem {
    public Cycle {
      modules = List.copyOf(modules);
      symbols = List.copyOf(symbols);
    }
  }

  /** How many modules are in cycles; the run fails. */
  record Cycles(int modules) implements DepmodProblem {}

  /** A key that an index cannot hold, with the index. */
  record BadKey(String key) implements DepmodProblem {}

  /**
   * An alias or a symbol that is too long for an index.
   *
   * @param value what it would have stood for, such as a module's name
   */
  record LongKey(String key, String value) implements DepmodProblem {}

  /**
   * Text in a module's file that has a control character, such as one that would end its line in
   * depmod's files and begin another; it is left out.
   *
   * @param field where it stands, such as {@code softdep}
   */
  record UnsafeText(String path, String field, String text) implements DepmodProblem {}

  /** A module's file whose path has a control character; it is left out. */
  record UnsafePath(String path) implements DepmodProblem {}

  /**
   * Two files of one name, the first of which counts.
   *
   * @param reason what decided
   */
  record Duplicate(String kept, String dropped, String reason) implements DepmodProblem {}

  /** A device name without major and minor numbers. */
  record DevnameWithoutNumbers(String module, String devname) implements DepmodProblem {}

  /** An alias that a module has twice. */
  record DuplicateAlias(String alias, String module) implements DepmodProblem {}

  /** An alias with an unbalanced bracket. */
  record BadAlias(String module, String alias) implements DepmodProblem {}

  /**
   * A symbol that nothing gives.
   *
   * @param passedOver a file that gives it and does not count because of another one of its name;
   *     null when there is none
   */
  record UnknownSymbol(String module, String symbol, @Nullable Duplicate passedOver)
      implements DepmodProblem {}

  /** A symbol whose checksum is not the expected one. */
  record VersionMismatch(String module, String symbol) implements DepmodProblem {}
}
