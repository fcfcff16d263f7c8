import static java.lang.constant.ConstantDescs.*;

import java.lang.classfile.*;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.*;
import java.net.URI;
import java.nio.file.*;
import java.util.function.Consumer;

/**
 * Patches classes of the JDK at hand so that the builder does the same in each build; docs/adr/0002
 * tells what each is for. Ends with an error when a class is not as expected.
 *
 * <p>Argument: the folder for the patched classes, one folder a module.
 */
public class Stable {
  static final ClassFile CF = ClassFile.of();
  static final FileSystem JDK = FileSystems.getFileSystem(URI.create("jrt:/"));
  static Path dest;

  interface Change {
    boolean at(CodeBuilder code, InvokeInstruction call);
  }

  static void calls(String module, String name, String method, int expected, Change change)
      throws Exception {
    int[] found = {0};
    write(
        module,
        name,
        ClassTransform.transformingMethodBodies(
            m -> m.methodName().equalsString(method),
            (code, element) -> {
              if (element instanceof InvokeInstruction call && change.at(code, call)) found[0]++;
              else code.with(element);
            }));
    expect(name, method, expected, found[0]);
  }

  /** Gives a method, of which there must be one by that name, another body. */
  static void replace(String module, String name, String method, Consumer<CodeBuilder> body)
      throws Exception {
    int[] found = {0};
    write(
        module,
        name,
        (type, element) -> {
          if (element instanceof MethodModel m && m.methodName().equalsString(method)) {
            found[0]++;
            type.withMethodBody(m.methodName(), m.methodType(), m.flags().flagsMask(), body);
          } else {
            type.with(element);
          }
        });
    expect(name, method, 1, found[0]);
  }

  static void expect(String name, String method, int expected, int found) {
    if (found != expected)
      throw new IllegalStateException(name + "." + method + " is not as expected: " + found);
  }

  static void write(String module, String name, ClassTransform transform) throws Exception {
    Path file = dest.resolve(module).resolve(name + ".class");
    byte[] original =
        Files.exists(file)
            ? Files.readAllBytes(file)
            : Files.readAllBytes(JDK.getPath("modules", module, name + ".class"));
    Files.createDirectories(file.getParent());
    Files.write(file, CF.transformClass(CF.parse(original), transform));
  }

  public static void main(String[] a) throws Exception {
    dest = Path.of(a[0]);
    calls(
        "java.base",
        "java/util/ImmutableCollections",
        "<clinit>",
        1,
        (code, call) -> {
          if (!call.name().equalsString("nanoTime")) return false;
          code.loadConstant(0x6a6b6d6f64L);
          return true;
        });
    for (String kind : new String[] {"Method", "Constructor"}) {
      ClassDesc found = ClassDesc.of("java.lang.reflect." + kind).arrayType();
      calls(
          "java.base",
          "java/lang/Class",
          "privateGetDeclared" + kind + "s",
          1,
          (code, call) -> {
            if (!call.name().equalsString("getDeclared" + kind + "s0")) return false;
            code.with(call)
                .invokestatic(
                    ClassDesc.of("java.lang.StableOrder"), "of", MethodTypeDesc.of(found, found));
            return true;
          });
    }
    ClassDesc resolved = ClassDesc.of("jdk.vm.ci.meta.ResolvedJavaMethod").arrayType();
    for (String method :
        new String[] {"getDeclaredMethods", "getDeclaredConstructors", "getAllMethods"}) {
      calls(
          "jdk.internal.vm.ci",
          "jdk/vm/ci/hotspot/CompilerToVM",
          method,
          1,
          (code, call) -> {
            if (!call.name().equalsString(method)) return false;
            code.with(call)
                .invokestatic(
                    ClassDesc.of("jdk.vm.ci.hotspot.StableOrder"),
                    "of",
                    MethodTypeDesc.of(resolved, resolved));
            return true;
          });
    }
    write(
        "java.base",
        "java/util/concurrent/ThreadPoolExecutor$Worker",
        ClassTransform.endHandler(
            cb ->
                cb.withMethodBody(
                    "hashCode",
                    MethodTypeDesc.of(CD_int),
                    ClassFile.ACC_PUBLIC,
                    c -> c.loadConstant(1).ireturn())));
    calls(
        "java.base",
        "java/util/concurrent/ThreadLocalRandom",
        "<clinit>",
        2,
        (code, call) -> {
          if (!call.name().equalsString("nanoTime")
              && !call.name().equalsString("currentTimeMillis")) return false;
          code.loadConstant(0x6a6b6d6f64L);
          return true;
        });
    for (String name : new String[] {"java/time/Clock", "sun/util/calendar/ZoneInfoFile"}) {
      calls(
          "java.base",
          name,
          "<clinit>",
          1,
          (code, call) -> {
            if (!call.name().equalsString("currentTimeMillis")) return false;
            code.loadConstant(1_767_225_600_000L);
            return true;
          });
    }
    write(
        "java.base",
        "java/util/concurrent/Executors",
        ClassTransform.transformingMethodBodies(
            m -> m.methodName().equalsString("newCachedThreadPool"),
            (code, element) -> {
              if (element instanceof java.lang.classfile.instruction.ConstantInstruction k
                  && Long.valueOf(60).equals(k.constantValue())) code.loadConstant(0L);
              else code.with(element);
            }));
    ClassDesc names = ClassDesc.of("java.lang.StableNames");
    MethodTypeDesc rename = MethodTypeDesc.of(CD_String, CD_String);
    calls(
        "java.base",
        "java/lang/Class",
        "getName",
        1,
        (code, call) -> {
          if (!call.name().equalsString("initClassName")) return false;
          code.with(call)
              .invokestatic(names, "of", rename)
              .dup()
              .aload(0)
              .swap()
              .putfield(CD_Class, "name", CD_String);
          return true;
        });
    write(
        "jdk.internal.vm.ci",
        "jdk/vm/ci/hotspot/HotSpotJavaType",
        ClassTransform.transformingMethodBodies(
            m -> m.methodName().equalsString("<init>"),
            (code, element) -> {
              if (element instanceof java.lang.classfile.instruction.FieldInstruction f
                  && f.name().equalsString("name")) code.invokestatic(names, "of", rename);
              code.with(element);
            }));
    MethodTypeDesc hash = MethodTypeDesc.of(CD_int);
    ClassDesc reference = ClassDesc.of("java.lang.module.ModuleReference");
    ClassDesc descriptor = ClassDesc.of("java.lang.module.ModuleDescriptor");
    replace(
        "java.base",
        "jdk/internal/module/ModuleReferenceImpl",
        "hashCode",
        c ->
            c.aload(0)
                .invokevirtual(reference, "descriptor", MethodTypeDesc.of(descriptor))
                .invokevirtual(descriptor, "name", MethodTypeDesc.of(CD_String))
                .invokevirtual(CD_Object, "hashCode", hash)
                .ireturn());
    ClassDesc pool = ClassDesc.of("java.util.concurrent.ForkJoinPool");
    replace(
        "java.base",
        "java/util/concurrent/ForkJoinPool",
        "asyncCommonPool",
        c -> c.getstatic(pool, "common", pool).areturn());
    ClassDesc self = ClassDesc.of("jdk.vm.ci.hotspot.HotSpotResolvedJavaMethodImpl");
    replace(
        "jdk.internal.vm.ci",
        "jdk/vm/ci/hotspot/HotSpotResolvedJavaMethodImpl",
        "hashCode",
        c ->
            c.aload(0)
                .getfield(
                    self, "holder", ClassDesc.of("jdk.vm.ci.hotspot.HotSpotResolvedObjectTypeImpl"))
                .invokevirtual(CD_Object, "hashCode", hash)
                .aload(0)
                .invokevirtual(self, "getName", MethodTypeDesc.of(CD_String))
                .invokevirtual(CD_Object, "hashCode", hash)
                .ixor()
                .aload(0)
                .getfield(self, "signature", ClassDesc.of("jdk.vm.ci.hotspot.HotSpotSignature"))
                .invokevirtual(CD_Object, "hashCode", hash)
                .ixor()
                .ireturn());
  }
}
