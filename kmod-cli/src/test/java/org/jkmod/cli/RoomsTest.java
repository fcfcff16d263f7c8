package org.jkmod.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
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
    "org.jkmod.compression..",
    "org.jkmod.index..",
    "org.jkmod.config..",
    "org.jkmod.resolve..",
    "org.jkmod.depmod..",
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
    slices().matching("org.jkmod.cli.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("org.jkmod.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
