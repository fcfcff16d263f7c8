import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_MethodHandles_Lookup;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;

import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes copies of two classes of the JDK for the Java that the builder runs on, without what makes two runs differ; what is built
 * would differ with them.
 *
 * <p>ImmutableCollections draws the order of a set's elements from the time. SwitchBootstraps makes hidden classes, whose names have an
 * address in them; here they are plain classes (SwitchNames).
 */
class FixedOrder {
  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    write(target, "java/util/ImmutableCollections", ClassTransform.transformingMethodBodies(FixedOrder::time));
    write(target, "java/lang/runtime/SwitchBootstraps", FixedOrder::switches);
  }

  private static void write(Path folder, String name, ClassTransform transform) throws Exception {
    ClassFile files = ClassFile.of();
    try (InputStream in = Object.class.getModule().getResourceAsStream(name + ".class")) {
      Path file = folder.resolve(name + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, files.transformClass(files.parse(in.readAllBytes()), transform));
    }
  }

  private static void switches(ClassBuilder type, ClassElement element) {
    if (element instanceof MethodModel method && method.methodName().equalsString("generateTypeSwitch")) {
      type.transformMethod(method, MethodTransform.transformingCode(FixedOrder::plainClass));
    } else {
      type.with(element);
    }
  }

  private static void time(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("nanoTime")) {
      code.loadConstant(1L);
    } else {
      code.with(element);
    }
  }

  /** Instead of lookup.defineHiddenClass(bytes, true, options): a lookup in what lookup.defineClass(bytes) makes. */
  private static void plainClass(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeInstruction call && call.name().equalsString("defineHiddenClass")) {
      code.pop()
          .pop()
          .invokevirtual(CD_MethodHandles_Lookup, "defineClass", MethodTypeDesc.of(CD_Class, ClassDesc.ofDescriptor("[B")))
          .aload(0)
          .invokestatic(
              ClassDesc.of("java.lang.invoke.MethodHandles"),
              "privateLookupIn",
              MethodTypeDesc.of(CD_MethodHandles_Lookup, CD_Class, CD_MethodHandles_Lookup));
      return;
    }
    code.with(element);
    if (element instanceof InvokeInstruction call && call.name().equalsString("typeSwitchClassName")) {
      code.aload(1)
          .aload(2)
          .invokestatic(
              ClassDesc.of("java.lang.runtime.SwitchNames"),
              "name",
              MethodTypeDesc.of(CD_String, CD_String, CD_Class, CD_Object.arrayType()));
    }
  }
}
