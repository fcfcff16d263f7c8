import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings classes of old versions to one that can go into an AOT cache. Java 5 had no stack maps, by
 * which newer classes are verified; they are made here, once, from the code as it is.
 *
 * <p>usage: java Modernize.java FOLDER, which all classes that they name lie in
 */
class Modernize {
  /** From here on the verifier wants stack maps. */
  private static final int WITH_STACK_MAPS = ClassFile.JAVA_7_VERSION;

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    ClassFile format =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)
                    .orElse(ClassHierarchyResolver.defaultResolver())),
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS);
    int count = 0;
    for (Path file : files) {
      ClassModel model = format.parse(file);
      if (model.majorVersion() < WITH_STACK_MAPS) {
        ClassTransform code =
            ClassTransform.transformingMethodBodies((builder, element) -> builder.with(element));
        Files.write(
            file,
            format.transformClass(
                model,
                code.andThen(ClassTransform.endHandler(to -> to.withVersion(WITH_STACK_MAPS, 0)))));
        count++;
      }
    }
    System.err.println(count + " classes of old versions brought up to date");
  }
}
