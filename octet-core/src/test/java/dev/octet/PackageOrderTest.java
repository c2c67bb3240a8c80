package dev.octet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages are the stages of the flow, and imports point one way along it. */
class PackageOrderTest {
  /** A package uses those above it only. */
  private static final List<String> ORDER =
      List.of(
          "dev.octet.error",
          "dev.octet.io",
          "dev.octet.model",
          "dev.octet.kernel",
          "dev.octet.format.hdf5",
          "dev.octet.format.protobuf",
          "dev.octet.format.tensorflow.text",
          "dev.octet.lower",
          "dev.octet.format.tflite.schema",
          "dev.octet.format.tflite",
          "dev.octet.format.metadata",
          "dev.octet.format.keras",
          "dev.octet.format.tensorflow.graph",
          "dev.octet.format.tensorflow.raise",
          "dev.octet.format.tensorflow.weights",
          "dev.octet.format.tensorflow.fold",
          "dev.octet.format.tensorflow.bundle",
          "dev.octet.format.tensorflow.restore",
          "dev.octet.format.tensorflow",
          "dev.octet.data",
          "dev.octet.runtime",
          "dev.octet.op",
          "dev.octet.rewrite",
          "dev.octet.existing",
          "dev.octet.plan",
          "dev.octet.calibrate",
          "dev.octet.quantize",
          "dev.octet.evaluate",
          "dev.octet.bench",
          "dev.octet.debug",
          "dev.octet.tune",
          "dev.octet.compare",
          "dev.octet.advise",
          "dev.octet.study",
          "dev.octet.report",
          "dev.octet");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.octet");

  @Test
  void importsPointOneWay() {
    for (int i = 0; i < ORDER.size() - 1; i++) {
      String[] later = ORDER.subList(i + 1, ORDER.size()).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(ORDER.get(i))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .check(CLASSES);
    }
  }

  @Test
  void everyPackageHasItsPlace() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .allMatch(p -> ORDER.contains(p));
  }

  @Test
  void theLibraryNeitherPrintsNorExits() {
    noClasses()
        .should()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CLASSES);
  }
}
