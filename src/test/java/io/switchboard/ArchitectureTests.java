package io.switchboard;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/// Where the code lives, and what may look at what.
@AnalyzeClasses(packages = "io.switchboard", importOptions = DoNotIncludeTests.class)
class ArchitectureTests {

  private static final String ROOT = "io.switchboard";

  /// Each may depend on those after it, never on one before it.
  private static final List<String> FEATURES =
      List.of(
          "operations",
          "http",
          "demo",
          "transport",
          "security",
          "cluster",
          "broker",
          "presence",
          "history",
          "policy",
          "protocol");

  @ArchTest
  static void packagesLookOnlyDownTheList(JavaClasses classes) {
    for (int i = 0; i < FEATURES.size(); i++) {
      noClasses()
          .that()
          .resideInAPackage(packageOf(FEATURES.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(rootAnd(FEATURES.subList(0, i)))
          .because("a package may depend only on those below it")
          .allowEmptyShould(true)
          .check(classes);
    }
  }

  @ArchTest
  static final ArchRule packagesAreFreeOfCycles =
      slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreFeaturesAndFlat =
      classes()
          .should()
          .resideInAnyPackage(rootAnd(FEATURES))
          .because("a reader finds the room to change by its name");

  @ArchTest
  static final ArchRule rootHoldsOnlyTheApplicationAndItsAutoConfiguration =
      classes()
          .that()
          .resideInAPackage(ROOT)
          .should(
              be(describe("the application or an auto-configuration", ArchitectureTests::starts)))
          .because("everything else belongs to a feature");

  @ArchTest
  static final ArchRule protocolKnowsNeitherSpringNorInputAndOutput =
      noClasses()
          .that()
          .resideInAPackage(packageOf("protocol"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.springframework..",
              "jakarta..",
              "org.eclipse.jetty..",
              "java.net..",
              "java.nio.channels..",
              "java.nio.file..")
          .because("frames are bytes in memory, and every split of them is to be tested")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesAreNullMarked =
      classes()
          .should(be(describe("in a @NullMarked package", ArchitectureTests::isNullMarked)))
          .because("null never crosses a package");

  @ArchTest
  static final ArchRule dependenciesComeThroughConstructors =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Impl")
          .orShould()
          .haveSimpleNameEndingWith("Manager")
          .orShould()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper");

  @ArchTest
  static final ArchRule stateIsNotBoundToThreads =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ThreadLocal.class)
          .because(
              "virtual threads are many and short; a ScopedValue says how far a value reaches");

  @ArchTest
  static final ArchRule absenceIsNullableInFields =
      noFields()
          .should()
          .haveRawType(Optional.class)
          .because("NullAway checks @Nullable, and Optional is for results")
          .allowEmptyShould(true);

  private static boolean starts(JavaClass candidate) {
    JavaClass outer = candidate.getEnclosingClass().orElse(candidate);
    return outer.isAnnotatedWith(SpringBootConfiguration.class)
        || outer.isAnnotatedWith(AutoConfiguration.class)
        || outer.getSimpleName().equals("package-info");
  }

  private static boolean isNullMarked(JavaClass candidate) {
    return candidate.getPackage().isAnnotatedWith(NullMarked.class);
  }

  private static String[] rootAnd(List<String> features) {
    return Stream.concat(Stream.of(ROOT), features.stream().map(ArchitectureTests::packageOf))
        .toArray(String[]::new);
  }

  private static String packageOf(String feature) {
    return ROOT + "." + feature;
  }
}
