package org.jkmod.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jkmod.ModuleName;
import org.jkmod.config.Rule;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Which room may call which: ARCHITECTURE.md tells why. Each rule is tried on the rooms that it is
 * for, and on others that break it: a rule that cannot fail is none. A rule that turns out wrong is
 * changed here, with the reason.
 */
class RoomsTest {
  private static final Predicate<JavaClass> CORE =
      type -> !Rooms.of(type).startsWith("cli") && !Rooms.of(type).equals("natives");

  private final List<DynamicTest> tests = new ArrayList<>();

  @TestFactory
  Stream<DynamicTest> rules() {
    // Core imports no jnr and no picocli, prints nothing, starts nothing, reads no environment.
    add(
        "core knows no native code and no options",
        where ->
            none(where)
                .dependOnClassesThat()
                .resideInAnyPackage("jnr..", "com.kenai..", "picocli.."),
        CORE,
        in("natives"));
    add(
        "core knows neither the tools nor the bindings",
        where ->
            none(where)
                .dependOnClassesThat()
                .resideInAnyPackage("org.jkmod.cli..", "org.jkmod.natives.."),
        CORE,
        in("cli.Main"));
    add(
        "core prints nothing",
        where ->
            none(where)
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(System.class, "setOut", java.io.PrintStream.class),
        CORE,
        in("cli.Main"));
    add(
        "core starts no program and does not end this one",
        where ->
            none(where)
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ProcessBuilder.class),
        CORE,
        in("cli.Main"));
    add(
        "core reads no environment",
        where ->
            none(where)
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class),
        CORE,
        in("cli.Main"));
    // elf, modinfo and compression take bytes, never a path; formats do not know each other.
    add(
        "readers of formats take bytes, never a path",
        where -> none(where).dependOnClassesThat(PATHS),
        in("elf", "modinfo", "compression").or(in("index").and(named("ModuleDirectory").negate())),
        in("index"));
    List<String> formats = List.of("elf", "modinfo", "compression", "index");
    for (String one : formats) {
      add(
          one + " knows no other format",
          where -> none(where).dependOnClassesThat(are(in(formats).and(in(one).negate()))),
          in(one),
          in("depmod"));
    }
    // config turns text into rules, its two readers read; resolve asks SystemRoot and opens
    // nothing.
    add(
        "config knows no path, but its readers",
        where -> none(where).dependOnClassesThat(PATHS),
        in("config").and(named("ConfigReader", "ConfigFiles").negate()),
        in("config"));
    add(
        "core looks at files through its port alone",
        where -> none(where).dependOnClassesThat(JAVAS_FILES),
        CORE.and(named("NioFiles", "NioFile").negate()),
        in("port"));
    add(
        "resolve opens no file",
        where -> none(where).dependOnClassesThat(FILES),
        in("resolve"),
        in("config"));
    add(
        "only load calls the kernel; Kmod passes it on",
        where -> none(where).dependOnClassesThat().haveSimpleName("KernelModules"),
        CORE.and(in("load", "port", "Kmod").negate()),
        in("load"));
    add(
        "only Wiring knows the bindings",
        where -> none(where).dependOnClassesThat().resideInAPackage("org.jkmod.natives.."),
        in("cli", "cli.Main", "cli.args", "cli.command", "cli.log", "cli.text")
            .and(named("Wiring").negate()),
        in("cli.Main"));
    add(
        "the bindings know only the ports and where files are",
        where ->
            classes()
                .that(are(where))
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                    "org.jkmod.natives..",
                    "org.jkmod.port..",
                    "org.jkmod",
                    "jnr..",
                    "java..",
                    "org.jspecify.."),
        in("natives"),
        in("cli.Main"));
    add(
        "only args knows picocli",
        where -> none(where).dependOnClassesThat().resideInAPackage("picocli.."),
        in("cli.args").negate(),
        in("cli.args"));
    // A name that was not normalised cannot be looked up, planned or judged.
    add(
        "who takes a name as it is written reads what has names in that form",
        where -> none(where).accessTargetWhere(AS_WRITTEN),
        in("index", "live", "device").or(named("IdleRecord")).negate(),
        in("index"));
    add(
        "modules are no strings",
        where -> fields().that(areModules(where)).should(notBeText()),
        in(
            "closure", "device", "graph", "index", "live", "load", "policy", "resolve", "sweep",
            "Kmod"),
        in("depmod"));
    // Only the library decides: a tool that could see these would.
    add(
        "tools decide nothing",
        where -> none(where).dependOnClassesThat(DECIDING),
        in("cli.command"),
        in("cli.text"));
    // Root packages included.
    tests.add(
        DynamicTest.dynamicTest(
            "rooms form no cycles",
            () ->
                slices()
                    .assignedFrom(Rooms.slices(Rooms::of))
                    .should()
                    .beFreeOfCycles()
                    .check(Rooms.CLASSES)));
    tests.add(
        DynamicTest.dynamicTest(
            "rooms form no cycles: it can fail, for whole root packages",
            () ->
                assertThat(
                        slices()
                            .assignedFrom(Rooms.slices(JavaClass::getPackageName))
                            .should()
                            .beFreeOfCycles()
                            .evaluate(Rooms.CLASSES)
                            .hasViolation())
                    .isTrue()));
    return tests.stream();
  }

  private static final DescribedPredicate<JavaClass> DECIDING =
      DescribedPredicate.describe(
          "take part in decisions",
          type ->
              named(
                          "LiveModules",
                          "ModuleState",
                          "LoadPolicy",
                          "LoadPlanner",
                          "RemovePlanner",
                          "ModuleLookup",
                          "ModuleLoader")
                      .test(type)
                  || type.getName().startsWith(Rule.class.getName()));

  /** Calls and references: {@code map(ModuleName::asWritten)} is no call. */
  private static final DescribedPredicate<JavaAccess<?>> AS_WRITTEN =
      DescribedPredicate.describe(
          "that is ModuleName.asWritten",
          access ->
              access.getTargetOwner().isEquivalentTo(ModuleName.class)
                  && access.getTarget().getName().equals("asWritten"));

  private static DescribedPredicate<JavaField> areModules(Predicate<JavaClass> where) {
    return DescribedPredicate.describe(
        "are modules",
        field ->
            where.test(field.getOwner())
                && Rooms.isOurs(field.getOwner())
                && List.of("module", "modules", "holders").contains(field.getName()));
  }

  private static ArchCondition<JavaField> notBeText() {
    return new ArchCondition<>("be no strings") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        boolean isText =
            field.getType().getAllInvolvedRawTypes().stream()
                .anyMatch(type -> type.isEquivalentTo(String.class));
        events.add(new SimpleConditionEvent(field, !isText, field.getDescription()));
      }
    };
  }

  private static final DescribedPredicate<JavaClass> JAVAS_FILES =
      DescribedPredicate.describe(
          "look at files or change them",
          type ->
              List.of(
                          "java.io.File",
                          "java.io.FileInputStream",
                          "java.io.FileOutputStream",
                          "java.io.FileReader",
                          "java.io.FileWriter",
                          "java.io.RandomAccessFile",
                          "java.nio.file.DirectoryStream",
                          "java.nio.file.Files")
                      .contains(type.getName())
                  || type.getPackageName().startsWith("java.nio.channels")
                  || type.getPackageName().equals("java.nio.file.attribute"));

  private static final DescribedPredicate<JavaClass> FILES =
      DescribedPredicate.describe(
          "have to do with files",
          type ->
              (type.getPackageName().equals("java.nio.file")
                      && !type.isAssignableTo(Throwable.class))
                  || type.getName().equals("java.io.File")
                  || named(
                          "FileSystem",
                          "NioFiles",
                          "NioFile",
                          "OpenFile",
                          "FileStatus",
                          "FileDetails")
                      .test(type));

  private static final DescribedPredicate<JavaClass> PATHS =
      DescribedPredicate.describe(
          "have to do with paths",
          type -> FILES.test(type) || type.getName().equals("org.jkmod.SystemRoot"));

  /** A rule, the classes that it holds for, and some that it does not hold for. */
  private void add(
      String name,
      Function<Predicate<JavaClass>, ArchRule> rule,
      Predicate<JavaClass> holds,
      Predicate<JavaClass> breaks) {
    tests.add(DynamicTest.dynamicTest(name, () -> rule.apply(holds).check(Rooms.CLASSES)));
    tests.add(
        DynamicTest.dynamicTest(
            name + ": it can fail",
            () -> assertThat(rule.apply(breaks).evaluate(Rooms.CLASSES).hasViolation()).isTrue()));
  }

  private static com.tngtech.archunit.lang.syntax.elements.ClassesShould none(
      Predicate<JavaClass> where) {
    return noClasses().that(are(where)).should();
  }

  private static DescribedPredicate<JavaClass> are(Predicate<JavaClass> where) {
    return DescribedPredicate.describe(
        "are in these rooms", type -> Rooms.isOurs(type) && where.test(type));
  }

  private static Predicate<JavaClass> in(String... rooms) {
    return in(List.of(rooms));
  }

  private static Predicate<JavaClass> in(List<String> rooms) {
    return type -> rooms.contains(Rooms.of(type));
  }

  private static Predicate<JavaClass> named(String... names) {
    return type ->
        List.of(names).contains(type.getName().replaceFirst(".*\\.", "").replaceFirst("\\$.*", ""));
  }
}
