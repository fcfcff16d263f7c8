import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Leaves of the classes in a folder what others can call: declarations without code, nothing
 * private. What is left is small enough to be kept in the tree and compared with.
 *
 * <p>usage: java Strip.java FOLDER
 */
class Strip {
  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    ClassFile format = ClassFile.of(ClassFile.DebugElementsOption.DROP_DEBUG);
    for (Path file : files) {
      ClassModel model = format.parse(file);
      Files.write(
          file,
          format.build(
              model.thisClass().asSymbol(),
              to ->
                  model.forEach(
                      element -> {
                        switch (element) {
                          case MethodModel m -> {
                            if (isVisible(m.flags().flagsMask())) {
                              to.transformMethod(
                                  m,
                                  (method, part) -> {
                                    if (!(part instanceof CodeModel)) {
                                      method.with(part);
                                    }
                                  });
                            }
                          }
                          case FieldModel f -> {
                            if (isVisible(f.flags().flagsMask())) {
                              to.with(f);
                            }
                          }
                          default -> to.with(element);
                        }
                      })));
    }
  }

  private static boolean isVisible(int flags) {
    return (flags & (ACC_PRIVATE | ACC_SYNTHETIC)) == 0;
  }
}
