package org.jkmod.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import org.jkmod.config.Rule;
import org.jkmod.live.LiveModules;
import org.jkmod.live.LoadPolicy;
import org.jkmod.live.ModuleState;
import org.jkmod.load.ModuleLoader;
import org.jkmod.resolve.LoadPlanner;
import org.jkmod.resolve.ModuleLookup;
import org.jkmod.resolve.RemovePlanner;
import org.junit.jupiter.api.Test;

/**
 * Which room may call which: ARCHITECTURE.md tells why. A rule that turns out wrong is changed
 * here, with the reason.
 */
class RoomsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("fixtures"))
          .importPackages("org.jkmod");

  private static final String[] CORE = {
    "org.jkmod",
    "org.jkmod.bytes..",
    "org.jkmod.elf..",
    "org.jkmod.modinfo..",
    "org.jkmod.closure..",
    "org.jkmod.compression..",
    "org.jkmod.index..",
    "org.jkmod.config..",
    "org.jkmod.resolve..",
    "org.jkmod.depmod..",
    "org.jkmod.device..",
    "org.jkmod.firmware..",
    "org.jkmod.diagnose..",
    "org.jkmod.live..",
    "org.jkmod.load..",
    "org.jkmod.policy..",
    "org.jkmod.port.."
  };

  private static final ArchRule NO_NATIVE_CODE_IN_CORE =
      noClasses()
          .that()
          .resideInAnyPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jnr..", "com.kenai..", "picocli..");

  @Test
  void coreKnowsNoNativeCodeAndNoOptions() {
    NO_NATIVE_CODE_IN_CORE.check(CLASSES);
  }

  @Test
  void thatRuleFindsWhatBreaksIt() {
    ArchRule sameForNatives =
        noClasses()
            .that()
            .resideInAPackage("org.jkmod.natives..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..");
    assertThatThrownBy(() -> sameForNatives.check(CLASSES)).isInstanceOf(AssertionError.class);
  }

  @Test
  void coreKnowsNeitherTheToolsNorTheBindings() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jkmod.cli..", "org.jkmod.natives..")
        .check(CLASSES);
  }

  @Test
  void corePrintsNothingAndStartsNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(ProcessBuilder.class)
        .check(CLASSES);
  }

  @Test
  void readersOfFormatsDoNotKnowEachOther() {
    String[] formats = {"elf", "modinfo", "compression", "index"};
    for (String one : formats) {
      for (String other : formats) {
        if (!one.equals(other)) {
          noClasses()
              .that()
              .resideInAPackage("org.jkmod." + one)
              .should()
              .dependOnClassesThat()
              .resideInAPackage("org.jkmod." + other)
              .check(CLASSES);
        }
      }
    }
  }

  private static ArchRule openNoFiles(String... rooms) {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.file..");
  }

  @Test
  void formatsTakeBytesAndPlansTakeReaders() {
    openNoFiles("org.jkmod.elf..", "org.jkmod.modinfo..", "org.jkmod.compression..").check(CLASSES);
    openNoFiles("org.jkmod.resolve..").check(CLASSES);
  }

  @Test
  void thatRuleFindsWhoOpensFiles() {
    assertThatThrownBy(() -> openNoFiles("org.jkmod.config..").check(CLASSES))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void onlyLoadCallsTheKernel() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.jkmod.config..", "org.jkmod.resolve..", "org.jkmod.index..", "org.jkmod.depmod..")
        .should()
        .dependOnClassesThat()
        .haveSimpleName("KernelModules")
        .check(CLASSES);
  }

  @Test
  void onlyTheWiringKnowsTheBindings() {
    noClasses()
        .that()
        .resideInAPackage("org.jkmod.cli..")
        .and()
        .doNotHaveSimpleName("Wiring")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jkmod.natives..")
        .check(CLASSES);
  }

  @Test
  void bindingsKnowOnlyThePorts() {
    classes()
        .that()
        .resideInAPackage("org.jkmod.natives..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.jkmod.natives..",
            "org.jkmod.port..",
            "org.jkmod",
            "jnr..",
            "java..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycles() {
    slices().assignedFrom(ROOMS).should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void thatRuleFindsACycle() {
    ArchRule oneFloor =
        slices().assignedFrom(new Rooms(Set.of(), Set.of())).should().beFreeOfCycles();
    assertThatThrownBy(() -> oneFloor.check(CLASSES))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("org.jkmod ->");
  }

  /** Only the library decides: a tool that could see these would. */
  private static ArchRule decidesNothing(String room) {
    return noClasses()
        .that()
        .resideInAPackage(room)
        .should()
        .dependOnClassesThat(
            describe(
                "take part in decisions",
                type ->
                    DECIDING.contains(type.getName())
                        || type.getName().startsWith(Rule.class.getName())));
  }

  private static final Set<String> DECIDING =
      Set.of(
          LiveModules.class.getName(),
          ModuleState.class.getName(),
          LoadPolicy.class.getName(),
          LoadPlanner.class.getName(),
          RemovePlanner.class.getName(),
          ModuleLookup.class.getName(),
          ModuleLoader.class.getName());

  @Test
  void toolsDecideNothing() {
    decidesNothing("org.jkmod.cli.command..").check(CLASSES);
  }

  @Test
  void thatRuleFindsWhoDecides() {
    for (String room : new String[] {"org.jkmod.resolve..", "org.jkmod.cli.text.."}) {
      assertThatThrownBy(() -> decidesNothing(room).check(CLASSES))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("take part in decisions");
    }
  }

  /**
   * A package is a room; a root package has two floors, that on which all others stand and that
   * which stands on all others.
   */
  private record Rooms(Set<String> coreFloor, Set<String> toolsFloor) implements SliceAssignment {
    @Override
    public String getDescription() {
      return "rooms";
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String room = type.getPackageName();
      String outer = type.getName().split("\\$", 2)[0];
      String name = outer.substring(outer.lastIndexOf('.') + 1);
      boolean isFloor =
          room.equals("org.jkmod")
              ? coreFloor.contains(name)
              : room.equals("org.jkmod.cli") && toolsFloor.contains(name);
      return SliceIdentifier.of(isFloor ? room + " (floor)" : room);
    }
  }

  private static final Rooms ROOMS =
      new Rooms(
          Set.of("AliasKey", "LinksInside", "ModuleName", "SystemRoot"),
          Set.of("CommandContext", "Ports", "TextOutput"));
}
