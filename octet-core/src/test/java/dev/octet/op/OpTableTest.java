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
import dev.octet.model.Operation;
import dev.octet.op.Oracle.Expected;
import dev.octet.plan.Change;
import dev.octet.plan.Decision;
import dev.octet.plan.Granularity;
import dev.octet.plan.Mode;
import dev.octet.plan.Reason;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
          "CEIL 1",
          "CUMSUM 1",
          "DEPTHWISE_CONV_2D 7",
          "DEPTH_TO_SPACE 2",
          "DYNAMIC_UPDATE_SLICE 4",
          "ELU 1",
          "EMBEDDING_LOOKUP 4",
          "FULLY_CONNECTED 12",
          "FULLY_CONNECTED 13",
          "REVERSE_V2 3",
          "ROUND 1",
          "SEGMENT_SUM 1",
          "TILE 3",
          "UNIDIRECTIONAL_SEQUENCE_LSTM 4");

  /** Ops whose reference kernels give values that are far off, and for which types. */
  private static final Set<String> WRONG_IN_REFERENCE =
      Set.of("SUM integer", "LOCAL_RESPONSE_NORMALIZATION float");

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
              c ->
                  c.op().equals(row.op()) && c.keepsFloat8().isEmpty() && c.notInteger().isEmpty());
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
        ways(subject).stream()
            .map(way -> dynamicTest(way.name(), () -> check(subject, way)))
            .toList();
    return dynamicContainer(opCase.name(), tests);
  }

  /**
   * A way to quantize.
   *
   * @param mode the mode
   * @param weights what is asked for weights
   * @param io the type of inputs and outputs
   */
  private record Way(Mode mode, WeightFormat weights, ElementType io) {
    String name() {
      return mode.text()
          + (weights.equals(WeightFormat.INT8) ? "" : ", " + weights.text())
          + (io == FLOAT32 ? "" : ", " + io.text() + " in and out");
    }

    Recipe recipe() {
      Change change = Change.NONE.withBits(weights.bits()).withGranularity(weights.granularity());
      return Recipe.of(mode)
          .withMinElements(0)
          .withInputType(io)
          .withOutputType(io)
          .with(Rule.forAll(change));
    }
  }

  private static List<Way> ways(Subject subject) {
    boolean hasWeights = !subject.row().weightsOf(subject.opCase.node()).isEmpty();
    var ways = new ArrayList<Way>();
    WeightFormat int8 = WeightFormat.INT8;
    WeightFormat int8PerTensor = int8.withGranularity(Granularity.TENSOR);
    for (WeightFormat weights : hasWeights ? List.of(int8, int8PerTensor) : List.of(int8)) {
      if (hasWeights) {
        ways.add(new Way(Mode.DYNAMIC, weights, FLOAT32));
        ways.add(new Way(Mode.WEIGHTS8, weights, FLOAT32));
        ways.add(new Way(Mode.FLOAT16, weights, FLOAT32));
      }
      ways.add(new Way(Mode.INT8, weights, FLOAT32));
      ways.add(new Way(Mode.INT8_ONLY, weights, INT8));
      ways.add(new Way(Mode.INT8_ONLY, weights, UINT8));
      ways.add(new Way(Mode.INT16X8_ONLY, weights, FLOAT32));
      ways.add(new Way(Mode.INT16X8_ONLY, weights, INT16));
    }
    if (hasWeights) {
      for (Granularity granularity : Granularity.values()) {
        WeightFormat weights = new WeightFormat(4, granularity);
        ways.add(new Way(Mode.DYNAMIC, weights, FLOAT32));
        if (!granularity.isBlockwise()) {
          ways.add(new Way(Mode.WEIGHTS8, weights, FLOAT32));
          ways.add(new Way(Mode.INT8_ONLY, weights, INT8));
          ways.add(new Way(Mode.INT16X8_ONLY, weights, INT16));
        }
      }
    }
    return ways;
  }

  private void check(Subject subject, Way way) {
    Recipe recipe = way.recipe();
    Decision decision = subject.decision(recipe);
    requireExpectedScheme(subject, way, decision);
    if (recipe.strict() && decision.scheme() instanceof Scheme.KeepFloat) {
      assertThatThrownBy(() -> subject.quantized(recipe))
          .isInstanceOf(OctetException.class)
          .hasMessageContaining(subject.opCase.op())
          .hasMessageContaining(decision.reason().text());
      return;
    }
    Model quantized = subject.quantized(recipe);
    MemorySegment bytes = Tflite.bytes(quantized);
    Expected expected = subject.expected(decision.scheme());
    for (KernelSet kernels : KernelSet.values()) {
      if (kernels == KernelSet.REFERENCE && isUnknownToReference(quantized, bytes, subject)) {
        continue;
      }
      List<List<float[]>> actual = OpRun.run(bytes, kernels, subject.data.samples());
      Deviation deviation = Deviation.of(actual, expected);
      if (kernels == KernelSet.REFERENCE
          && WRONG_IN_REFERENCE.contains(
              subject.opCase.op() + (decision.isInteger() ? " integer" : " float"))) {
        assertThat(deviation.worst()).as("no longer wrong in %s kernels", kernels).isGreaterThan(3);
      } else {
        assertThat(deviation.worst()).as("worst of %s kernels", kernels).isLessThanOrEqualTo(1);
        if (decision.scheme() instanceof Scheme.DynamicRange) {
          assertThat(deviation.rms()).as("mean of %s kernels", kernels).isLessThan(0.5);
        }
      }
    }
  }

  private void requireExpectedScheme(Subject subject, Way way, Decision decision) {
    OpRow row = subject.row();
    OpCase opCase = subject.opCase;
    if (row.typeBlind()) {
      assertThat(decision.scheme()).isEqualTo(new Scheme.Unaffected());
    } else if (way.mode().kind().isInteger()) {
      ElementType type = way.mode().kind().activationType();
      String why = opCase.keepsFloat(type) + opCase.notInteger();
      if (!row.isInteger(type)) {
        assertThat(decision.reason())
            .isEqualTo(new Reason(Reason.Code.NO_KERNEL, row.whyFloat(type)));
      } else if (!why.isEmpty()) {
        assertThat(decision.reason()).isEqualTo(new Reason(Reason.Code.CONDITION, why));
      } else if (way.mode() == Mode.INT8 && isIdleBetweenFloats(subject)) {
        assertThat(decision.reason().code()).isEqualTo(Reason.Code.BETWEEN_FLOATS);
      } else {
        WeightFormat weights = LowBitsExpected.integer(row, opCase.node(), type, way.weights());
        assertThat(decision.scheme()).isEqualTo(new Scheme.FullInteger(type, weights));
        requireWord(way, weights, decision);
      }
    } else if (way.mode() == Mode.DYNAMIC && row.hasHybrid()) {
      if (!opCase.keepsFloat8().isEmpty()) {
        assertThat(decision.reason())
            .isEqualTo(new Reason(Reason.Code.CONDITION, opCase.keepsFloat8()));
      } else if (!opCase.weightsOnly().isEmpty()) {
        WeightFormat weights = LowBitsExpected.behindDequantize(way.weights());
        assertThat(decision.scheme()).isEqualTo(new Scheme.WeightOnly(weights));
        assertThat(decision.reason().text()).contains(opCase.weightsOnly());
      } else {
        WeightFormat weights = LowBitsExpected.hybrid(row, opCase.node(), way.weights());
        assertThat(decision.scheme()).isEqualTo(new Scheme.DynamicRange(weights));
        requireWord(way, weights, decision);
      }
    }
  }

  private static void requireWord(Way way, WeightFormat weights, Decision decision) {
    assertThat(decision.reason().code())
        .isEqualTo(weights.equals(way.weights()) ? Reason.Code.ASKED_FOR : Reason.Code.ADAPTED);
  }

  private static boolean isIdleBetweenFloats(Subject subject) {
    Node node = subject.opCase.node();
    int first = subject.row().activationInputs(node).findFirst().orElseThrow();
    return subject.row().constraint() == Constraint.OUTPUT_LIKE_INPUT
        && !Objects.requireNonNull(node.input(first)).isConstant();
  }

  /** Whether the reference kernels lack it, as is known; then they must say so. */
  private static boolean isUnknownToReference(
      Model quantized, MemorySegment bytes, Subject subject) {
    Optional<Operation> unknown =
        quantized.main().nodes().stream()
            .map(Node::operation)
            .filter(o -> NOT_IN_REFERENCE.contains(o.name() + " " + o.version()))
            .findFirst();
    unknown.ifPresent(
        o ->
            assertThatThrownBy(() -> OpRun.run(bytes, KernelSet.REFERENCE, subject.data.samples()))
                .hasMessageContaining(
                    "Didn't find op for builtin opcode '%s' version '%d'"
                        .formatted(o.name(), o.version())));
    return unknown.isPresent();
  }
}
