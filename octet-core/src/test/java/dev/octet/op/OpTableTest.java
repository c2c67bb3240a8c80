package dev.octet.op;

import static dev.octet.model.ElementType.FLOAT32;
import static dev.octet.model.ElementType.INT16;
import static dev.octet.model.ElementType.INT8;
import static dev.octet.model.ElementType.UINT8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.op.Oracle.Expected;
import dev.octet.plan.Decision;
import dev.octet.plan.Mode;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Scheme;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each row of the op table against the runtime: small models of one op, quantized in every way, run
 * by every set of kernels, must give what the float op gives for rounded inputs and weights.
 */
class OpTableTest {
  /** Versions that LiteRT has, but not its set of reference kernels. */
  private static final Set<String> NOT_IN_REFERENCE =
      Set.of(
          "BATCH_MATMUL 4",
          "DEPTH_TO_SPACE 2",
          "DYNAMIC_UPDATE_SLICE 4",
          "ELU 1",
          "FULLY_CONNECTED 12",
          "REVERSE_V2 3",
          "TILE 3",
          "UNIDIRECTIONAL_SEQUENCE_LSTM 4");

  /** Ops whose quantized reference kernels give values that are far off. */
  private static final Set<String> WRONG_IN_REFERENCE = Set.of("SUM");

  private final OpTable table = OpTable.standard();

  @Test
  void eachRowHasCasesAndEachCaseARow() {
    List<OpCase> cases = OpCase.all();
    assertThat(cases.stream().map(OpCase::op).distinct())
        .containsExactlyInAnyOrderElementsOf(table.rows().stream().map(OpRow::op).toList());
    for (OpRow row : table.rows()) {
      assertThat(cases)
          .as("a case of %s that takes the integer kernel", row.op())
          .anyMatch(
              c -> c.op().equals(row.op()) && c.keepsFloat().isEmpty() && c.notInteger().isEmpty());
    }
    assertThat(cases).doesNotHaveDuplicates();
  }

  @Test
  void eachWeightIsLargeEnoughForEachModeInSomeCase() {
    for (OpRow row : table.rows()) {
      if (!row.weights().isEmpty()) {
        for (Mode mode : List.of(Mode.WEIGHTS8, Mode.FLOAT16)) {
          assertThat(OpCase.all().stream().filter(c -> c.op().equals(row.op())))
              .as("a case of %s with large weights", row.op())
              .anyMatch(c -> changesWeights(c, mode));
        }
      }
    }
  }

  private boolean changesWeights(OpCase opCase, Mode mode) {
    return !(new Subject(opCase, table).decision(Recipe.of(mode)).scheme()
        instanceof Scheme.KeepFloat);
  }

  @TestFactory
  Stream<DynamicContainer> quantizedOpsComputeWhatFloatOpsDo() {
    List<OpCase> cases = OpCase.all();
    return table.rows().stream()
        .map(
            row ->
                dynamicContainer(
                    row.op(),
                    cases.stream().filter(c -> c.op().equals(row.op())).map(this::tests)));
  }

  private DynamicNode tests(OpCase opCase) {
    var subject = new Subject(opCase, table);
    List<DynamicTest> tests =
        recipes(subject).stream()
            .map(recipe -> dynamicTest(name(recipe), () -> check(subject, recipe)))
            .toList();
    return dynamicContainer(opCase.name(), tests);
  }

  private static String name(Recipe recipe) {
    String io =
        recipe.inputType() == FLOAT32 ? "" : ", " + recipe.inputType().text() + " in and out";
    return recipe.mode().text() + (recipe.perTensor() ? ", per tensor" : "") + io;
  }

  private static List<Recipe> recipes(Subject subject) {
    boolean hasWeights = !subject.row().weightsOf(subject.opCase.node()).isEmpty();
    var recipes = new ArrayList<Recipe>();
    for (boolean perTensor : hasWeights ? new boolean[] {false, true} : new boolean[] {false}) {
      if (hasWeights) {
        recipes.add(new Recipe(Mode.DYNAMIC, perTensor, 0, FLOAT32, FLOAT32));
        recipes.add(new Recipe(Mode.WEIGHTS8, perTensor, 0, FLOAT32, FLOAT32));
        recipes.add(new Recipe(Mode.FLOAT16, perTensor, 0, FLOAT32, FLOAT32));
      }
      recipes.add(new Recipe(Mode.INT8, perTensor, 0, FLOAT32, FLOAT32));
      recipes.add(new Recipe(Mode.INT8_ONLY, perTensor, 0, INT8, INT8));
      recipes.add(new Recipe(Mode.INT8_ONLY, perTensor, 0, UINT8, UINT8));
      recipes.add(new Recipe(Mode.INT16X8_ONLY, perTensor, 0, FLOAT32, FLOAT32));
      recipes.add(new Recipe(Mode.INT16X8_ONLY, perTensor, 0, INT16, INT16));
    }
    return recipes;
  }

  private void check(Subject subject, Recipe recipe) {
    Decision decision = subject.decision(recipe);
    requireExpectedScheme(subject, recipe, decision);
    if (recipe.mode().isStrict() && decision.scheme() instanceof Scheme.KeepFloat) {
      assertThatThrownBy(() -> subject.quantized(recipe))
          .isInstanceOf(OctetException.class)
          .hasMessageContaining(subject.opCase.op())
          .hasMessageContaining(decision.reason().text());
      return;
    }
    Model quantized = subject.quantized(recipe);
    MemorySegment bytes = Tflite.bytes(quantized);
    Expected expected = expected(subject, recipe, decision.scheme());
    for (KernelSet kernels : KernelSet.values()) {
      if (kernels == KernelSet.REFERENCE && isUnknownToReference(quantized, bytes, subject)) {
        continue;
      }
      List<List<float[]>> actual = OpRun.run(bytes, kernels, subject.data.samples());
      Deviation deviation = Deviation.of(actual, expected);
      if (kernels == KernelSet.REFERENCE
          && decision.isInteger()
          && WRONG_IN_REFERENCE.contains(subject.opCase.op())) {
        assertThat(deviation.worst()).as("no longer wrong in %s kernels", kernels).isGreaterThan(3);
      } else {
        assertThat(deviation.worst()).as("worst of %s kernels", kernels).isLessThanOrEqualTo(1);
        if (decision.scheme() instanceof Scheme.DynamicRange) {
          assertThat(deviation.rms()).as("mean of %s kernels", kernels).isLessThan(0.5);
        }
      }
    }
  }

  private void requireExpectedScheme(Subject subject, Recipe recipe, Decision decision) {
    OpRow row = subject.row();
    OpCase opCase = subject.opCase;
    if (row.typeBlind()) {
      assertThat(decision.scheme()).isEqualTo(new Scheme.Unaffected());
    } else if (recipe.mode().isInteger()) {
      ElementType type = recipe.mode().activationType();
      String why = opCase.keepsFloat() + opCase.notInteger();
      if (row.integerVersion(type) > 0 && !why.isEmpty()) {
        assertThat(decision.reason()).isEqualTo(new Reason(Reason.Code.CONDITION, why));
      } else if (row.integerVersion(type) == 0) {
        assertThat(decision.reason().code()).isEqualTo(Reason.Code.NO_KERNEL);
      } else if (recipe.mode() == Mode.INT8 && isIdleBetweenFloats(subject)) {
        assertThat(decision.reason().code()).isEqualTo(Reason.Code.BETWEEN_FLOATS);
      } else {
        assertThat(decision.scheme()).isEqualTo(new Scheme.FullInteger(type));
      }
    } else if (recipe.mode() == Mode.DYNAMIC && row.hasHybrid()) {
      if (!opCase.keepsFloat().isEmpty()) {
        assertThat(decision.reason())
            .isEqualTo(new Reason(Reason.Code.CONDITION, opCase.keepsFloat()));
      } else if (!opCase.weightsOnly().isEmpty()) {
        assertThat(decision.scheme()).isEqualTo(new Scheme.WeightOnly());
        assertThat(decision.reason().text()).contains(opCase.weightsOnly());
      } else {
        assertThat(decision.scheme()).isEqualTo(new Scheme.DynamicRange());
      }
    }
  }

  private static boolean isIdleBetweenFloats(Subject subject) {
    Node node = subject.opCase.node();
    int first = subject.row().activationInputs(node).findFirst().orElseThrow();
    return subject.row().constraint() == Constraint.OUTPUT_LIKE_INPUT
        && !Objects.requireNonNull(node.input(first)).isConstant();
  }

  private static Expected expected(Subject subject, Recipe recipe, Scheme scheme) {
    return switch (scheme) {
      case Scheme.Unaffected _, Scheme.KeepFloat _ -> subject.oracle.unchanged();
      case Scheme.Float16Weights _, Scheme.WeightOnly _ ->
          subject.oracle.weightsOnly(scheme, recipe.perTensor());
      case Scheme.DynamicRange _ -> subject.oracle.hybrid(recipe.perTensor());
      case Scheme.FullInteger(ElementType type) ->
          subject.oracle.integer(subject.row().constraint(), type, recipe.perTensor());
    };
  }

  /** Whether the reference kernels lack it, as is known; then they must say so. */
  private static boolean isUnknownToReference(
      Model quantized, MemorySegment bytes, Subject subject) {
    String op = subject.opCase.op();
    int version =
        quantized.main().nodes().stream()
            .filter(n -> n.op().equals(op))
            .mapToInt(n -> n.operation().version())
            .findFirst()
            .orElseThrow();
    if (!NOT_IN_REFERENCE.contains(op + " " + version)) {
      return false;
    }
    assertThatThrownBy(() -> OpRun.run(bytes, KernelSet.REFERENCE, subject.data.samples()))
        .hasMessageContaining(
            "Didn't find op for builtin opcode '%s' version '%d'".formatted(op, version));
    return true;
  }
}
