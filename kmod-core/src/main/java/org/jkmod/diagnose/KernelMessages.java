package org.jkmod.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jkmod.ModuleName;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel's log says of one module. The wording is that of Linux 6.1 to 7.2; a line that is
 * worded otherwise is kept as it is.
 */
final class KernelMessages {
  /** How a line is worded, and what it means. */
  private record Form(Pattern words, BiConsumer<KernelMessages, Matcher> meaning) {
    static Form of(String words, BiConsumer<KernelMessages, Matcher> meaning) {
      return new Form(Pattern.compile(words), meaning);
    }
  }

  /** Of lines that start with the module's name: what comes after it. */
  private static final List<Form> OWN =
      List.of(
          Form.of(
              "version magic '(.*)' should be '(.*)'",
              (all, line) ->
                  all.causes.add(
                      new Cause.VersionMagic(line.group(1).strip(), line.group(2).strip()))),
          Form.of(
              "Unknown symbol (\\S+) \\(err -2\\)", (all, line) -> all.missing.add(line.group(1))),
          // With another number a line of its own comes before it.
          Form.of("Unknown symbol .*", (all, line) -> {}),
          Form.of(
              "disagrees about version of symbol (\\S+)",
              (all, line) -> all.versions.add(line.group(1))),
          Form.of(
              "exports duplicate symbol (\\S+) \\(owned by (.*)\\)",
              (all, line) ->
                  all.causes.add(new Cause.DuplicateSymbol(line.group(1), line.group(2)))),
          Form.of(
              "gave up waiting for init of module (.*)\\.",
              (all, line) -> all.causes.add(new Cause.StillStarting(line.group(1)))),
          Form.of(
              "`(.*)' (invalid|too large) for parameter `(.*)'",
              (all, line) ->
                  all.causes.add(
                      new Cause.BadValue(
                          line.group(3), line.group(1), line.group(2).equals("too large"), null))),
          Form.of(
              "module has no symbols .*",
              (all, line) -> all.causes.add(Cause.Plain.NO_SYMBOL_TABLE)),
          // They tell what happened, and were no reason to refuse.
          Form.of("module verification failed: .*", (all, line) -> {}),
          Form.of("unknown parameter '.*' ignored", (all, line) -> {}),
          Form.of("loading out-of-tree module .*", (all, line) -> {}));

  /** Of lines that do not. */
  private static final List<Form> GENERAL =
      List.of(
          Form.of("Loading of (.*) is rejected", (all, line) -> all.rejected = line.group(1)),
          Form.of("Lockdown: .* module .*", (all, line) -> all.lockdown = true),
          Form.of(
              "Module (.*) is blacklisted",
              (all, line) -> {
                if (line.group(1).equals(all.name)) {
                  all.causes.add(Cause.Plain.BLACKLISTED);
                }
              }),
          Form.of(
              "Invalid architecture in ELF header: (\\d+)",
              (all, line) -> all.causes.add(new Cause.OtherMachine(number(line)))),
          Form.of(
              "Invalid ELF header type: (\\d+) != 1",
              (all, line) -> all.causes.add(new Cause.OtherType(number(line)))));

  private final String name;
  private final List<String> missing = new ArrayList<>();
  private final List<String> versions = new ArrayList<>();
  private final List<Cause> causes = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private @Nullable String rejected;
  private boolean lockdown;

  /**
   * @param module whose messages they are
   * @param log lines, of other things also; null where it cannot be read
   */
  KernelMessages(ModuleName module, @Nullable List<String> log) {
    this.name = module.text();
    for (String line : log == null ? List.<String>of() : log) {
      boolean isOwn = line.startsWith(name + ": ");
      boolean isKnown = isOwn ? read(line.substring(name.length() + 2), OWN) : read(line, GENERAL);
      if (!isKnown && mentions(line)) {
        others.add(line);
      }
    }
  }

  private static int number(Matcher line) {
    // The fields have 16 bits, and the kernel may say anything.
    return line.group(1).length() > 5 ? -1 : Integer.parseInt(line.group(1));
  }

  private boolean read(String text, List<Form> forms) {
    for (Form form : forms) {
      Matcher matcher = form.words().matcher(text);
      if (matcher.matches()) {
        form.meaning().accept(this, matcher);
        return true;
      }
    }
    return false;
  }

  /** Whether the module's name is a word of the line. */
  private boolean mentions(String line) {
    String text = line.replace('-', '_');
    for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
      int end = at + name.length();
      if ((at == 0 || !isPartOfName(text.charAt(at - 1)))
          && (end == text.length() || !isPartOfName(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  /** Causes that need nothing else to be told. */
  List<Cause> causes() {
    return causes;
  }

  /** Symbols that nothing has. */
  List<String> missing() {
    return missing;
  }

  /** Symbols of another version. */
  List<String> versions() {
    return versions;
  }

  /** What kind of module the kernel does not take, such as {@code unsigned module}; or null. */
  @Nullable String rejected() {
    return rejected;
  }

  boolean lockdown() {
    return lockdown;
  }

  /** Lines about the module, as they are. */
  List<String> others() {
    return others;
  }
}
