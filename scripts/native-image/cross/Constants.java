import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers of the C library that javac has written into sun.nio.fs: they are the host's, and
 * some of the target's differ (O_NOFOLLOW, O_DIRECT).
 *
 * <p>{@code ask} prints C that makes the target's compiler tell its numbers: each is in a line of
 * the assembly, "@NAME NUMBER". {@code change FILE FOLDER} reads those lines from FILE and puts the
 * classes with the target's numbers into FOLDER. It ends with an error when the classes are not as
 * expected.
 */
class Constants {
  private static final String PLACE = "sun/nio/fs/";
  private static final FileSystem JDK = FileSystems.getFileSystem(URI.create("jrt:/"));

  /** Where in all classes of sun.nio.fs a flag is set or given to open(2), as counted in JDK 25. */
  private static final Map<String, Integer> EXPECTED = Map.of("O_NOFOLLOW", 6, "O_DIRECT", 1);

  public static void main(String[] arguments) throws IOException {
    switch (arguments[0]) {
      case "ask" -> ask();
      case "change" -> change(Path.of(arguments[1]), Path.of(arguments[2]));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static Map<String, Integer> hosts() throws IOException {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    Path file = JDK.getPath("modules", "java.base", PLACE + "UnixConstants.class");
    for (FieldModel field : ClassFile.of().parse(Files.readAllBytes(file)).fields()) {
      field
          .findAttribute(Attributes.constantValue())
          .ifPresent(
              value ->
                  numbers.put(
                      field.fieldName().stringValue(), (Integer) value.constant().constantValue()));
    }
    return numbers;
  }

  private static void ask() throws IOException {
    System.out.println(
        "#define _GNU_SOURCE\n"
            + "#include <dirent.h>\n"
            + "#include <errno.h>\n"
            + "#include <fcntl.h>\n"
            + "#include <sys/stat.h>\n"
            + "#include <unistd.h>");
    System.out.println("void constants(void) {");
    for (String name : hosts().keySet()) {
      System.out.println(
          "#ifdef " + name + "\n__asm__(\"@" + name + " %c0\" :: \"i\"(" + name + "));\n#endif");
    }
    System.out.println("}");
  }

  private static void change(Path answers, Path folder) throws IOException {
    Map<String, Integer> hosts = hosts();
    Map<Integer, String> names = new HashMap<>();
    Map<String, Integer> targets = new HashMap<>();
    Map<String, Integer> left = new HashMap<>();
    for (String line : Files.readAllLines(answers)) {
      String[] words = line.strip().split("[@ ]+");
      if (line.strip().startsWith("@") && hosts.get(words[1]) != Integer.parseInt(words[2])) {
        names.put(hosts.get(words[1]), words[1]);
        targets.put(words[1], Integer.parseInt(words[2]));
        left.put(words[1], EXPECTED.getOrDefault(words[1], -1));
      }
    }
    List<Path> classes;
    try (Stream<Path> all = Files.list(JDK.getPath("modules", "java.base", PLACE))) {
      classes = all.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
    ClassFile format = ClassFile.of();
    for (Path file : classes) {
      ClassModel model = format.parse(Files.readAllBytes(file));
      int[] changed = {0};
      ClassTransform transform =
          (builder, element) -> {
            if (element instanceof MethodModel method && method.code().isPresent()) {
              Set<Integer> flags = flags(method, names);
              builder.transformMethod(
                  method,
                  MethodTransform.transformingCode(
                      CodeTransform.ofStateful(
                          () -> {
                            int[] place = {0};
                            return (code, each) -> {
                              if (flags.contains(place[0]++)) {
                                String name = names.get(number(each));
                                code.loadConstant(targets.get(name));
                                left.merge(name, -1, Integer::sum);
                                changed[0]++;
                              } else {
                                code.with(each);
                              }
                            };
                          })));
            } else {
              builder.with(element);
            }
          };
      byte[] bytes = format.transformClass(model, transform);
      if (changed[0] > 0) {
        Path target = folder.resolve(PLACE + file.getFileName());
        Files.createDirectories(target.getParent());
        Files.write(target, bytes);
      }
    }
    left.forEach(
        (name, count) -> {
          if (count != 0) {
            throw new IllegalStateException(
                name + " is not used in sun.nio.fs as expected: " + count + " uses are left");
          }
        });
    System.out.println("the target's numbers: " + targets);
  }

  /**
   * Where in a method's code one of the numbers is put into flags, or something is opened with it.
   */
  private static Set<Integer> flags(MethodModel method, Map<Integer, String> names) {
    Set<Integer> found = new HashSet<>();
    List<CodeElement> code = method.code().orElseThrow().elementList();
    for (int i = 0; i < code.size(); i++) {
      Integer number = number(code.get(i));
      if (number != null && names.containsKey(number)) {
        int next = i + 1;
        while (!(code.get(next) instanceof Instruction)) {
          next++;
        }
        CodeElement use = code.get(next);
        if (use instanceof OperatorInstruction operator && operator.opcode() == Opcode.IOR
            || use instanceof InvokeInstruction call && call.name().equalsString("open")) {
          found.add(i);
        }
      }
    }
    return found;
  }

  private static Integer number(CodeElement element) {
    return element instanceof ConstantInstruction constant
            && constant.constantValue() instanceof Integer number
        ? number
        : null;
  }
}
