import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what starts have touched and prints the keys of those methods and objects, in the order in
 * which the builder is to lay them: objects that are written first (each such page is copied), then
 * what most of the starts need; last the keys that many objects share, of which few have been
 * touched.
 *
 * <p>Arguments: the layout's map (layout/StartLayout.java), the address of the first method and of
 * the heap in the executable, the heap's length, and files with the memory accesses of a start
 * each: valgrind's lackey with --trace-mem=yes --trace-syscalls=yes.
 */
final class ProfileStart {
  private record Item(long offset, long size, String key) {}

  private static final class Use {
    boolean written;
    int starts;
  }

  /**
   * The heap is moved from where the executable has it: where that was tells where the executable
   * lies.
   */
  private static final Pattern MOVED =
      Pattern.compile("sys_mremap \\( (0x[0-9a-f]+), (\\d+), .*Success\\((0x[0-9a-f]+)\\)");

  private static final int MANY = 50;

  private final TreeMap<Long, Item> objects = new TreeMap<>();
  private final TreeMap<Long, Item> methods = new TreeMap<>();
  private final Map<String, Use> uses = new HashMap<>();

  public static void main(String[] arguments) throws IOException {
    ProfileStart profile = new ProfileStart();
    profile.readMap(Path.of(arguments[0]));
    long code = Long.decode(arguments[1]);
    long heap = Long.decode(arguments[2]);
    long heapLength = Long.decode(arguments[3]);
    for (String trace : List.of(arguments).subList(4, arguments.length)) {
      profile.readTrace(Path.of(trace), code, heap, heapLength);
    }
    profile.print();
  }

  private void readMap(Path map) throws IOException {
    for (String line : Files.readAllLines(map)) {
      String[] fields = line.split(" ", 5);
      Item item = new Item(Long.parseLong(fields[1]), Long.parseLong(fields[2]), fields[3]);
      (fields[0].equals("o") ? objects : methods).put(item.offset(), item);
    }
  }

  private record Move(long from, long to) {}

  private static Move move(Path trace, long heapLength) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("SYSCALL")) {
          Matcher moved = MOVED.matcher(line);
          if (moved.find() && Long.parseLong(moved.group(2)) == heapLength) {
            return new Move(Long.decode(moved.group(1)), Long.decode(moved.group(3)));
          }
        }
      }
    }
    throw new IOException(trace + ": the heap was not moved");
  }

  private void readTrace(Path trace, long codeInFile, long heapInFile, long heapLength)
      throws IOException {
    long page = 4096;
    Move move = move(trace, heapLength);
    long code = codeInFile + move.from() - heapInFile;
    long heap = move.to();
    // The executable's heap begins with the head of a chunk, on a page's border.
    long heapOffset = objects.firstKey() / page * page;
    long codeEnd = code + methods.lastKey() + page;
    Set<Item> read = new LinkedHashSet<>();
    Set<Item> written = new LinkedHashSet<>();
    try (BufferedReader in = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int comma = line.indexOf(',');
        if (comma < 4 || line.charAt(2) != ' ') {
          continue;
        }
        long address;
        try {
          address = Long.parseLong(line, 3, comma, 16);
        } catch (NumberFormatException _) {
          continue; // A line of what valgrind has to say.
        }
        if (line.charAt(0) == 'I') {
          if (address >= code && address < codeEnd) {
            read.add(methods.floorEntry(address - code).getValue());
          }
        } else if (address >= heap && address < heap + heapLength) {
          long offset = address - heap + heapOffset;
          Map.Entry<Long, Item> entry = objects.floorEntry(offset);
          if (entry != null && offset < entry.getKey() + entry.getValue().size()) {
            (line.charAt(1) == 'L' ? read : written).add(entry.getValue());
          }
        }
      }
    }
    read.addAll(written);
    for (Item item : read) {
      Use use = uses.computeIfAbsent(item.key(), _ -> new Use());
      use.starts++;
      use.written |= written.contains(item);
    }
  }

  private void print() {
    List<Map.Entry<String, Use>> order = new ArrayList<>(uses.entrySet());
    Map<String, Integer> alike = new HashMap<>();
    objects.values().forEach(item -> alike.merge(item.key(), 1, Integer::sum));
    order.sort(
        Comparator.comparing(
                (Map.Entry<String, Use> entry) -> alike.getOrDefault(entry.getKey(), 1) > MANY)
            .thenComparing(entry -> !entry.getValue().written)
            .thenComparing(entry -> -entry.getValue().starts)
            .thenComparing(Map.Entry::getKey));
    System.out.println(
        "# What starts touch: keys of methods and objects, made by scripts/profile-start; read by"
            + " native-image/layout.");
    for (Map.Entry<String, Use> entry : order) {
      System.out.println(entry.getKey());
    }
  }
}
