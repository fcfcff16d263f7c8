package org.jkmod.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.SystemRoot;
import org.jkmod.config.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Reads modules.conf(5) of modutils, or modprobe.conf(5) of module-init-tools, line by line:
 * includes are read in their place, defines and ifs are over when it is done.
 */
public final class OldConfigReader {
  /** As many files as anyone has; files that include others twice each could be without end. */
  private static final int MOST_FILES = 256;

  private final SystemRoot root;
  private final List<Directive> directives = new ArrayList<>();
  private final Variables variables = new Variables();
  private final Branches branches = new Branches();

  /** The files that are being read, each included by the one before it. */
  private final List<String> open = new ArrayList<>();

  private int files;

  public OldConfigReader(SystemRoot root) {
    this.root = root;
  }

  /**
   * The file said in modprobe.d.
   *
   * @throws IOException when the file itself cannot be read; of included ones that is told in the
   *     result
   */
  public static Conversion convert(SystemRoot root, String path) throws IOException {
    String text = root.read(path);
    OldConfigReader reader = new OldConfigReader(root);
    reader.file(path, text);
    String name = path.substring(path.lastIndexOf('/') + 1);
    boolean isModutils = name.equals("modules.conf") || name.equals("conf.modules");
    return new Converter(reader.directives, isModutils).convert();
  }

  private void file(String path, String text) throws IOException {
    open.add(path);
    files++;
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Origin origin = new Origin(path, i + 1);
      StringBuilder joined = new StringBuilder(lines[i]);
      while (!joined.isEmpty() && joined.charAt(joined.length() - 1) == '\\') {
        joined.setLength(joined.length() - 1);
        if (++i < lines.length) {
          joined.append(lines[i]);
        }
      }
      line(joined.toString().strip(), origin);
    }
    open.removeLast();
    if (open.isEmpty() && branches.isOpen()) {
      lost("endif", "an if has no endif", new Origin(path, lines.length));
    }
  }

  private void line(String line, Origin origin) throws IOException {
    if (line.startsWith("#")) {
      directives.add(new Directive("#", false, line, line, origin, null));
      return;
    }
    String text = Shell.withoutComment(line).strip();
    if (text.isEmpty()) {
      return;
    }
    boolean isAdded = isFirstWord("add", text);
    String directive = isAdded ? text.substring("add".length()).strip() : text;
    int end = keywordEnd(directive);
    String keyword = directive.substring(0, end);
    String arguments = directive.substring(end).strip();
    switch (keyword) {
      case "if" -> branches.open(text, Condition.of(variables.expand(arguments)));
      case "elseif" -> next(Condition.of(variables.expand(arguments)), text, origin);
      case "else" -> next(Condition.TRUE, text, origin);
      case "endif" -> {
        if (!branches.close()) {
          lost(text, "there is no if before it", origin);
        }
      }
      default -> {
        if (!branches.isSkipping()) {
          directive(keyword, isAdded, arguments, text, origin);
        }
      }
    }
  }

  private void next(Condition condition, String text, Origin origin) {
    if (!branches.next(condition)) {
      lost(text, "there is no if before it", origin);
    }
  }

  private void directive(
      String keyword, boolean isAdded, String arguments, String text, Origin origin)
      throws IOException {
    Variables.Expanded expanded =
        Converter.isCommand(keyword)
            ? variables.expandCommand(arguments)
            : variables.expand(arguments);
    String condition = branches.obstacle();
    String obstacle = condition == null ? expanded.obstacle() : condition;
    if (keyword.equals("define")) {
      define(expanded.text(), obstacle);
    } else if (keyword.equals("include") && obstacle == null) {
      include(Shell.unquoted(expanded.text()), text, origin);
    } else {
      directives.add(new Directive(keyword, isAdded, expanded.text(), text, origin, obstacle));
    }
  }

  private void define(String arguments, @Nullable String obstacle) {
    List<String> words = Shell.words(arguments);
    if (!words.isEmpty()) {
      String value = words.size() > 1 ? Shell.unquoted(words.get(1)) : "";
      variables.define(words.get(0), obstacle == null ? value : null);
    }
  }

  private void include(String path, String text, Origin origin) throws IOException {
    if (open.contains(path) || files >= MOST_FILES) {
      lost(text, "the file includes itself, or too many are included", origin);
      return;
    }
    if (root.exists(path) && !root.isFile(path)) {
      lost(text, "it is not a file: convert the files of a directory one by one", origin);
      return;
    }
    String content;
    try {
      content = root.read(path);
    } catch (IOException e) {
      lost(text, "there is no such file, or it cannot be read", origin);
      return;
    }
    file(path, content);
  }

  private void lost(String text, String reason, Origin origin) {
    directives.add(new Directive("", false, "", text, origin, reason));
  }

  private static boolean isFirstWord(String word, String text) {
    return text.startsWith(word)
        && text.length() > word.length()
        && Character.isWhitespace(text.charAt(word.length()));
  }

  /** After the first word, or after the equals sign of {@code path[TAG]=}. */
  private static int keywordEnd(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        return i;
      }
      if (c == '=') {
        return i + 1;
      }
    }
    return text.length();
  }
}
