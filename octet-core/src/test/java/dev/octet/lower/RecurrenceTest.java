package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.octet.format.tflite.Tflite;
import dev.octet.lower.Recurrence.Mode;
import dev.octet.lower.Recurrence.Order;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.rewrite.Rewrites;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecurrenceTest {
  private static final int IN = 2;
  private static final int UNITS = 3;

  private final Lowering g = new Lowering();

  @Test
  void aStandardLstmIsOneOp() {
    Tensor y = Recurrence.run(g, List.of(lstm(true)), input(9), last(Order.FORWARD)).output();
    assertThat(ops(model(y))).containsExactly("UNIDIRECTIONAL_SEQUENCE_LSTM", "STRIDED_SLICE");
  }

  @Test
  void anLstmWhoseStatesAreWantedIsALoop() {
    Mode mode = new Mode(Order.FORWARD, false, true);
    Tensor c = Recurrence.run(g, List.of(lstm(true)), input(9), mode).states().getLast();
    assertThat(ops(model(c))).contains("WHILE").doesNotContain("UNIDIRECTIONAL_SEQUENCE_LSTM");
  }

  @Test
  void anLstmOfAnyBatchIsALoopSinceTheOpsStateHasASize() {
    Shape any = Shape.of(new int[] {1, 9, IN}, new int[] {-1, 9, IN});
    Tensor x = g.input("x", ElementType.FLOAT32, any);
    Tensor y = Recurrence.run(g, List.of(lstm(true)), x, last(Order.FORWARD)).output();
    assertThat(ops(model(y))).contains("WHILE").doesNotContain("UNIDIRECTIONAL_SEQUENCE_LSTM");
    assertThat(y.shape().isDynamic(0)).isTrue();
  }

  @Test
  void aFewStepsAreUnrolledAndShareTheirWeights() {
    Tensor y = Recurrence.run(g, List.of(simple()), input(3), last(Order.FORWARD)).output();
    Model model = model(y);
    assertThat(ops(model)).containsOnly("FULLY_CONNECTED", "UNPACK", "ADD", "TANH");
    assertThat(
            model.graphs().getFirst().nodes().stream()
                .filter(n -> n.operation().is("FULLY_CONNECTED"))
                .skip(1)
                .map(n -> n.input(1))
                .distinct())
        .hasSize(1);
  }

  @Test
  void manyStepsAreALoop() {
    Tensor y = Recurrence.run(g, List.of(simple()), input(5), last(Order.FORWARD)).output();
    assertThat(ops(model(y))).containsExactly("FULLY_CONNECTED", "WHILE", "RESHAPE");
  }

  @Test
  void eachLoopHasBodiesOfItsOwnName() {
    Tensor y = Recurrence.run(g, List.of(gru(), simple3()), input(9), last(Order.FORWARD)).output();
    assertThat(model(y).graphs().stream().map(Graph::name)).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void aMillionStepsTakeNoMoreNodesThanAThousand() {
    assertThat(nodes(1_000_000)).isEqualTo(nodes(1000));
  }

  private static long nodes(int steps) {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, steps, IN));
    Mode mode = new Mode(Order.MIRRORED, true, true);
    Tensor y = Recurrence.run(g, List.of(gru()), x, mode).output();
    return model(g, y).graphs().stream().mapToLong(graph -> graph.nodes().size()).sum();
  }

  static Stream<Cell> cells() {
    return Stream.of(lstm(false), gru(), simple());
  }

  @ParameterizedTest
  @MethodSource("cells")
  void loopsComputeWhatUnrolledStepsDo(Cell cell) {
    for (boolean sequences : new boolean[] {false, true}) {
      var a = new Lowering();
      Tensor x = a.input("x", ElementType.FLOAT32, Shape.of(2, 7, IN));
      var steps = new Unrolled(a, cell, cell.project(a, x), sequences).run(List.of());
      var b = new Lowering();
      Tensor z = b.input("x", ElementType.FLOAT32, Shape.of(2, 7, IN));
      var turns = new Loop(b, cell, cell.project(b, z), sequences).run(List.of());
      assertThat(run(model(b, turns.output()), 2 * 7 * IN))
          .containsExactly(run(model(a, steps.output()), 2 * 7 * IN), within(1e-6f));
    }
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void orderSaysHowOutputsLie(Order order) {
    float[] forward = outputs(order.backwards() ? reversed(samples(6)) : samples(6), Order.FORWARD);
    float[] expected = order.turnsOutputs() ? reversed(forward) : forward;
    assertThat(outputs(samples(6), order)).containsExactly(expected, within(1e-6f));
  }

  private static float[] outputs(float[] x, Order order) {
    var g = new Lowering();
    Tensor in = g.input("x", ElementType.FLOAT32, Shape.of(1, 6, 1));
    Cell cell = new SimpleCell(random(4, 1, 1), random(5, 1, 1), null, Activation::tanh);
    Mode mode = new Mode(order, true, false);
    return run(model(g, Recurrence.run(g, List.of(cell), in, mode).output()), x);
  }

  private static float[] reversed(float[] values) {
    var reversed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    return reversed;
  }

  @ParameterizedTest
  @MethodSource("cells")
  void statefulCellsGoOnWhereTheLastRunEnded(Cell cell) {
    var half = new Lowering();
    Tensor x = half.input("x", ElementType.FLOAT32, Shape.of(1, 3, IN));
    Tensor y = Recurrence.stateful(half, List.of(cell), x, last(Order.FORWARD)).output();
    var whole = new Lowering();
    Tensor z = whole.input("x", ElementType.FLOAT32, Shape.of(1, 6, IN));
    Tensor w = Recurrence.run(whole, List.of(cell), z, last(Order.FORWARD)).output();
    float[] all = samples(6 * IN);
    float[] expected = run(model(whole, w), all);
    try (Engine engine = open(model(half, y))) {
      run(engine, Arrays.copyOf(all, 3 * IN));
      assertThat(run(engine, Arrays.copyOfRange(all, 3 * IN, 6 * IN)))
          .containsExactly(expected, within(1e-6f));
    }
  }

  private Tensor input(int steps) {
    return g.input("x", ElementType.FLOAT32, Shape.of(1, steps, IN));
  }

  private static Mode last(Order order) {
    return new Mode(order, false, false);
  }

  private Model model(Tensor y) {
    return model(g, y);
  }

  private static Model model(Lowering g, Tensor y) {
    g.name(y, "y");
    return Rewrites.cleanUp(g.model("main", Map.of("y", y)));
  }

  private static List<String> ops(Model model) {
    return model.graphs().getFirst().nodes().stream().map(Node::op).toList();
  }

  private static float[] run(Model model, int count) {
    return run(model, samples(count));
  }

  private static float[] run(Model model, float[] x) {
    try (Engine engine = open(model)) {
      return run(engine, x);
    }
  }

  private static Engine open(Model model) {
    return Engine.open(Tflite.bytes(model), EngineOptions.standard());
  }

  private static float[] run(Engine engine, float[] x) {
    engine.prepare();
    MemorySegment.copy(x, 0, engine.input(0), ValueLayout.JAVA_FLOAT, 0, x.length);
    engine.run();
    return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
  }

  private static float[] samples(int count) {
    return random(9, count).floats();
  }

  private static Cell lstm(boolean standard) {
    Array kernel = random(1, IN, 4 * UNITS);
    Array recurrent = random(2, UNITS, 4 * UNITS);
    Array bias = random(3, 4 * UNITS);
    return standard
        ? LstmCell.standard(kernel, recurrent, bias)
        : new LstmCell(kernel, recurrent, bias, Activation::relu, Activation::sigmoid, false);
  }

  private static Cell gru() {
    return new GruCell(
        random(1, 3, 3 * UNITS).slice(0, 0, IN),
        random(2, UNITS, 3 * UNITS),
        random(3, 3 * UNITS),
        random(4, 3 * UNITS),
        Activation::tanh,
        Activation::sigmoid,
        true);
  }

  private static Cell simple3() {
    Array square = random(5, UNITS, UNITS);
    return new SimpleCell(square, square, null, Activation::tanh);
  }

  private static Cell simple() {
    return new SimpleCell(
        random(1, IN, UNITS), random(2, UNITS, UNITS), random(3, UNITS), Activation::tanh);
  }

  private static Array random(long seed, int... dims) {
    var random = new SplittableRandom(seed);
    return Array.filled(0, dims).map(_ -> random.nextDouble(-0.6, 0.6));
  }
}
