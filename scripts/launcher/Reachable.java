import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes from a folder of classes those of libraries that nothing reaches: the JVM reads the whole list of a jar when it looks for a class
 * that is not there, as jnr-ffi does at each start. A class reaches all that its constants name, be it as a class, in a type or in a text. Other files of the libraries go where no class beside them stays.
 *
 * <p>usage: java Reachable.java FOLDER PACKAGE..., where classes of other packages than these (with slashes) all stay
 */
class Reachable {
  private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<String> libraries = List.of(arguments).subList(1, arguments.length);
    Map<String, Path> classes = new HashMap<>();
    List<Path> resources = new ArrayList<>();
    Set<String> reached = new HashSet<>();
    ArrayDeque<String> next = new ArrayDeque<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString();
      boolean library = libraries.stream().anyMatch(prefix -> name.startsWith(prefix + "/"));
      if (name.endsWith(".class")) {
        classes.put(name.substring(0, name.length() - ".class".length()), file);
        if (!library) reach(name.substring(0, name.length() - ".class".length()), classes, reached, next);
      } else if (library) {
        resources.add(file);
      }
    }
    while (!next.isEmpty()) {
      for (PoolEntry entry : ClassFile.of().parse(classes.get(next.remove())).constantPool()) {
        if (entry instanceof Utf8Entry text) {
          String name = text.stringValue();
          Matcher types = TYPE.matcher(name);
          while (types.find()) reach(types.group(1), classes, reached, next);
          reach(name.replace('.', '/'), classes, reached, next);
        }
      }
    }
    Set<Path> used = new HashSet<>();
    int removed = 0;
    for (Map.Entry<String, Path> each : classes.entrySet()) {
      if (reached.contains(each.getKey())) {
        used.add(each.getValue().getParent());
      } else {
        Files.delete(each.getValue());
        removed++;
      }
    }
    for (Path file : resources) {
      if (!used.contains(file.getParent())) Files.delete(file);
    }
    System.err.println(removed + " classes of libraries removed that nothing reaches");
  }

  private static void reach(String name, Map<String, Path> classes, Set<String> reached, ArrayDeque<String> next) {
    if (classes.containsKey(name) && reached.add(name)) next.add(name);
  }
}
