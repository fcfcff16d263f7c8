package org.jkmod.cli;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The rooms: the packages under org.jkmod. A root package is two of them, for it holds what is
 * above all others and what is below them.
 */
final class Rooms {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("..", "kmod-core", "src", "main", "java"),
          Path.of("..", "native-bindings", "src", "main", "java"),
          Path.of("src", "main", "java"));

  /** All classes of ours but those of tests and fixtures. */
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPackages("org.jkmod")
          .that(DescribedPredicate.describe("are no tests", Rooms::isOfTheProduct));

  /** What is below all others: of a root package, the rest is above them. */
  private static final Set<String> FLOOR =
      Set.of(
          "org.jkmod.AliasKey",
          "org.jkmod.LinksInside",
          "org.jkmod.ModuleName",
          "org.jkmod.ModulePath",
          "org.jkmod.SystemRoot",
          "org.jkmod.cli.CommandContext",
          "org.jkmod.cli.Ports",
          "org.jkmod.cli.TextOutput");

  private Rooms() {}

  private static boolean isOfTheProduct(JavaClass type) {
    String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    return SOURCES.stream().anyMatch(folder -> Files.exists(folder.resolve(file)));
  }

  /** The room that a class of ours is in. */
  static String of(JavaClass type) {
    String name = type.getName().replaceFirst("\\$.*", "");
    String room = type.getPackageName().replaceFirst("^org\\.jkmod\\.?", "");
    return switch (room) {
      case "" -> FLOOR.contains(name) ? "SystemRoot" : "Kmod";
      case "cli" -> FLOOR.contains(name) ? "cli" : "cli.Main";
      default -> room;
    };
  }

  static boolean isOurs(JavaClass type) {
    return type.getPackageName().startsWith("org.jkmod");
  }

  /** For ArchUnit's rules about cycles. */
  static SliceAssignment slices(Function<JavaClass, String> rooms) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return isOurs(type) ? SliceIdentifier.of(rooms.apply(type)) : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "rooms";
      }
    };
  }

  /** Each room with those that it calls. */
  static Map<String, Set<String>> calls() {
    Map<String, Set<String>> calls = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Set<String> called = calls.computeIfAbsent(of(type), room -> new TreeSet<>());
      type.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType())
          .filter(Rooms::isOurs)
          .forEach(target -> called.add(of(target)));
    }
    calls.forEach((room, called) -> called.remove(room));
    return calls;
  }
}
