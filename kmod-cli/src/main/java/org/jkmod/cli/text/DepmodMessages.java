package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.List;
import org.jkmod.cli.log.Priority;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.index.IndexBuilder;

/** What depmod finds wrong in kmod's words. */
public final class DepmodMessages {
  private DepmodMessages() {}

  /** How grave it is. */
  public static Priority priority(DepmodProblem problem) {
    return switch (problem) {
      case DepmodProblem.UnreadableFolder p -> Priority.ERROR;
      case DepmodProblem.MissingFolder p -> Priority.WARNING;
      case DepmodProblem.RelativeOperand p -> Priority.FATAL;
      case DepmodProblem.UnusableOperand p -> Priority.FATAL;
      case DepmodProblem.NameTaken p -> Priority.ERROR;
      case DepmodProblem.BrokenEntry p -> Priority.ERROR;
      case DepmodProblem.UnsupportedFileType p -> Priority.ERROR;
      case DepmodProblem.BadModule p -> Priority.ERROR;
      case DepmodProblem.MissingInput p -> Priority.WARNING;
      case DepmodProblem.CutOffOrder p -> Priority.ERROR;
      case DepmodProblem.BadBuiltin p -> Priority.ERROR;
      case DepmodProblem.NoDependencies p -> Priority.ERROR;
      case DepmodProblem.Cycle p -> Priority.ERROR;
      case DepmodProblem.Cycles p -> Priority.ERROR;
      case DepmodProblem.BadKey p -> Priority.FATAL;
      case DepmodProblem.LongKey p -> Priority.WARNING;
      case DepmodProblem.UnsafeText p -> Priority.WARNING;
      case DepmodProblem.UnsafePath p -> Priority.ERROR;
      case DepmodProblem.Duplicate p -> Priority.DEBUG;
      case DepmodProblem.DevnameWithoutNumbers p -> Priority.ERROR;
      case DepmodProblem.DuplicateAlias p -> Priority.WARNING;
      case DepmodProblem.BadAlias p -> Priority.WARNING;
      case DepmodProblem.UnknownSymbol p -> Priority.WARNING;
      case DepmodProblem.VersionMismatch p -> Priority.WARNING;
    };
  }

  /** The message. */
  public static String text(DepmodProblem problem) {
    return switch (problem) {
      case DepmodProblem.UnreadableFolder(var path, var reason) ->
          "could not open directory " + path + ": " + reason;
      case DepmodProblem.MissingFolder(var path, var reason) ->
          "could not open directory " + path + ": " + reason;
      case DepmodProblem.RelativeOperand(var path) -> path + ": not absolute path.";
      case DepmodProblem.UnusableOperand(var path, var reason, var isRepeated) ->
          "could not " + (isRepeated ? "add" : "create") + " module " + path + ": " + reason.text();
      case DepmodProblem.NameTaken(var name, var path, var known) ->
          path.equals(known)
              ? "hash_add_unique " + name + ": File exists"
              : "kmod_module '"
                  + name
                  + "' already exists with different path: new-path='"
                  + path
                  + "' old-path='"
                  + known
                  + "'";
      case DepmodProblem.BrokenEntry(var path, var name, var reason) ->
          "could not stat " + path + "/" + name + ": " + reason;
      case DepmodProblem.UnsupportedFileType(var path) ->
          "unsupported file type " + path + ": not a regular file";
      case DepmodProblem.BadModule(var path, var errno, var reason) ->
          "failed to load symbols from " + path + ": " + errno.text();
      case DepmodProblem.MissingInput(var file, var folder, var reason) ->
          "could not open " + file + " at " + folder + ": " + reason;
      case DepmodProblem.CutOffOrder(var path, var line) ->
          path + ":" + line + " corrupted line misses '\\n'";
      case DepmodProblem.BadBuiltin(var line) -> "Invalid modules.builtin line: " + line;
      case DepmodProblem.NoDependencies(var folder) ->
          "could not fstatat(" + folder + ", modules.dep): No such file or directory";
      case DepmodProblem.Cycle(var modules, var symbols) ->
          "Cycle detected: " + String.join(" -> ", modules);
      case DepmodProblem.Cycles(var count) -> "Found " + count + " modules in dependency cycles!";
      case DepmodProblem.BadKey(var key) ->
          "Module index: bad character in '" + key + "': only 7-bit ASCII is supported";
      case DepmodProblem.LongKey(var key, var value) ->
          "left out of the index: '"
              + key.substring(0, 40)
              + "...' of "
              + value
              + " has "
              + key.length()
              + " characters, at most "
              + IndexBuilder.MAX_KEY
              + " are possible";
      case DepmodProblem.UnsafeText(var path, var field, var text) ->
          "ignored " + field + " of " + path + ": control character in " + printable(text);
      case DepmodProblem.UnsafePath(var path) ->
          "ignored module with a control character in its path: " + printable(path);
      case DepmodProblem.Duplicate(var kept, var dropped, var reason) ->
          "Ignored deprioritized module " + dropped + " for " + kept;
      case DepmodProblem.DevnameWithoutNumbers(var module, var devname) ->
          "Module '"
              + module
              + "' has devname ("
              + devname
              + ") but lacks major and minor information. Ignoring.";
      case DepmodProblem.DuplicateAlias(var alias, var module) ->
          "duplicate module alias:\n" + alias + " " + module;
      case DepmodProblem.BadAlias(var module, var alias) -> "Unmatched bracket in " + alias;
      case DepmodProblem.UnknownSymbol(var module, var symbol, var passedOver) ->
          module + " needs unknown symbol " + symbol;
      case DepmodProblem.VersionMismatch(var module, var symbol) ->
          module + " disagrees about version of symbol " + symbol;
    };
  }

  /** Control characters as {@code \xHH}, and not more of it than fits a line or two. */
  private static String printable(String text) {
    StringBuilder printed = new StringBuilder();
    for (int i = 0; i < text.length() && printed.length() < 200; i++) {
      char c = text.charAt(i);
      printed.append(c < ' ' || c == 0x7f ? String.format("\\x%02x", (int) c) : c);
    }
    return printed.append(printed.length() < 200 ? "" : "...").toString();
  }

  /**
   * Lines of our own after the message: where to look.
   *
   * @param verbose whether what is no trouble is explained too
   */
  public static List<String> hints(DepmodProblem problem, boolean verbose) {
    List<String> hints = new ArrayList<>();
    if (problem instanceof DepmodProblem.BadModule bad) {
      hints.add(bad.path() + ": " + bad.reason());
    } else if (problem instanceof DepmodProblem.Cycle cycle) {
      for (int i = 0; i < cycle.symbols().size(); i++) {
        hints.add(
            cycle.modules().get(i)
                + " uses "
                + cycle.symbols().get(i)
                + " of "
                + cycle.modules().get(i + 1)
                + ".");
      }
    } else if (problem instanceof DepmodProblem.UnknownSymbol unknown) {
      DepmodProblem.Duplicate passedOver = unknown.passedOver();
      if (passedOver != null) {
        hints.add(
            passedOver.dropped()
                + " exports it, but is passed over in favour of "
                + passedOver.kept()
                + " (depmod.d: search, override).");
      }
    }
    if (verbose && problem instanceof DepmodProblem.Duplicate(var kept, var dropped, var reason)) {
      hints.add(dropped + " is not used: " + kept + " takes its place (" + reason + ").");
    }
    return hints;
  }
}
