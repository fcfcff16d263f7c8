import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Removes from a folder of classes those of libraries that nothing reaches: the JVM reads the whole list of a jar when it looks for a class
 * that is not there, as jnr-ffi does at each start. A class reaches all that its constants name, be it as a class, in a type or in a text.
 *
 * <p>usage: java Reachable.java FOLDER PACKAGE..., where classes of other packages than these (with slashes) all stay
 */
class Reachable {
  private static final Pattern TYPE = Pattern.compile("L([\\w/$]+)[;<]");

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Map<String, Path> classes = new HashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(file -> file.toString().endsWith(".class")).forEach(file -> {
        String name = folder.relativize(file).toString();
        classes.put(name.substring(0, name.length() - ".class".length()), file);
      });
    }
    Set<String> reached = new HashSet<>();
    ArrayDeque<String> next = new ArrayDeque<>();
    for (String name : classes.keySet()) {
      boolean library = false;
      for (int i = 1; i < arguments.length; i++) library |= name.startsWith(arguments[i] + "/");
      if (!library && reached.add(name)) next.add(name);
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
    int removed = 0;
    for (Map.Entry<String, Path> each : classes.entrySet()) {
      if (!reached.contains(each.getKey())) {
        Files.delete(each.getValue());
        removed++;
      }
    }
    System.err.println(removed + " classes of libraries removed that nothing reaches");
  }

  private static void reach(String name, Map<String, Path> classes, Set<String> reached, ArrayDeque<String> next) {
    if (classes.containsKey(name) && reached.add(name)) next.add(name);
  }
}
