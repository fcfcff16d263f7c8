import java.lang.classfile.*;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.net.URI;
import java.nio.file.*;

/**
 * In JDK 25.0.5.1, unlike 25.0.3, Reference.get() calls a native method of its own, get0, which the
 * builder of 25.0.2 takes out of the class: in an executable no weak reference could be followed.
 * Gives get() the body that it had, where it has the other. The builder's own collector is one that
 * needs no more.
 *
 * <p>Argument: the folder for the patched class; with a JDK that needs no patch it stays empty.
 */
public class References {
  public static void main(String[] a) throws Exception {
    Path folder = Path.of(a[0]);
    String name = "java/lang/ref/Reference.class";
    Path jdk = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base", name);
    ClassModel reference = ClassFile.of().parse(Files.readAllBytes(jdk));
    Files.createDirectories(folder);
    if (reference.methods().stream().noneMatch(m -> m.methodName().equalsString("get0"))) return;
    ClassDesc type = reference.thisClass().asSymbol();
    int[] found = {0};
    byte[] patched =
        ClassFile.of()
            .transformClass(
                reference,
                ClassTransform.transformingMethodBodies(
                    m -> m.methodName().equalsString("get"),
                    (code, element) -> {
                      if (element instanceof InvokeInstruction call
                          && call.name().equalsString("get0")) {
                        found[0]++;
                        code.getfield(type, "referent", ClassDesc.of("java.lang.Object"));
                      } else {
                        code.with(element);
                      }
                    }));
    if (found[0] != 1) throw new IllegalStateException("Reference.get is not as expected");
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, patched);
  }
}
