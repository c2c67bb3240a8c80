package dev.octet.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Text;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of kernels must do. */
abstract class EngineContract {
  private final EngineOptions options;

  EngineContract(KernelSet kernels) {
    options = EngineOptions.standard().withKernels(kernels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_cnn", "fmnist_lstm", "fmnist_lstm_k2"})
  void givesWhatLiteRtGivesInPython(String model) {
    try (var engine = Engine.open(EngineModels.model(model), options)) {
      EngineModels.fill(engine);
      for (var line : EngineModels.lines("outputs.csv", model, "", kernels())) {
        engine.run(); // the lines are runs without a reset: the state of an LSTM goes on
        assertClose(EngineModels.output(engine, line.cell(4)), line.numbersFrom(5));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode", "encode", "similarity"})
  void runsSignaturesByTheirNames(String signature) {
    var asked = options.withSignature(signature);
    try (var engine = Engine.open(EngineModels.model("multi_sig"), asked)) {
      EngineModels.fill(engine);
      engine.run();
      for (var line : EngineModels.lines("outputs.csv", "multi_sig", signature, kernels())) {
        float[] values = EngineModels.output(engine, line.cell(4));
        float[] expected = line.numbersFrom(5);
        assertClose(Arrays.copyOf(values, expected.length), expected);
      }
    }
  }

  @Test
  void listsTheInputsOfASignatureInTheOrderOfItsGraph() {
    var asked = options.withSignature("similarity");
    try (var engine = Engine.open(EngineModels.model("multi_sig"), asked)) {
      assertThat(engine.inputs()).extracting(TensorInfo::name).containsExactly("b", "a");
      assertThat(engine.inputs()).extracting(TensorInfo::index).containsExactly(0, 1);
      assertThat(engine.outputs()).extracting(TensorInfo::name).containsExactly("cos", "dist");
      assertThat(engine.tensorCount()).isEqualTo(15);
    }
  }

  @Test
  void knowsTheVersionOfLiteRt() {
    assertThat(Engine.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void saysWhichSignaturesThereAre() {
    assertThatThrownBy(
            () -> Engine.open(EngineModels.model("multi_sig"), options.withSignature("encod")))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("'encod'")
        .hasMessageContaining("decode, encode, similarity");
  }

  @Test
  void describesInputsAndOutputs() {
    try (var engine = Engine.open(EngineModels.model("fmnist_cnn"), options)) {
      var input = engine.inputs().getFirst();
      assertThat(input.type()).isEqualTo(ElementType.FLOAT32);
      assertThat(input.shape())
          .isEqualTo(Shape.of(new int[] {1, 28, 28, 1}, new int[] {-1, 28, 28, 1}));
      assertThat(input.quantization()).isNull();
      assertThat(engine.outputs().getFirst().shape().dims()).containsExactly(1, 10);
    }
  }

  @Test
  void runsABatchAfterResizing() {
    try (var engine = Engine.open(EngineModels.model("fmnist_cnn"), options)) {
      EngineModels.fill(engine);
      engine.run();
      float[] one = EngineModels.floats(engine.output(0));
      float[] image = EngineModels.floats(engine.input(0));
      engine.resize(0, 3, 28, 28, 1);
      for (int i = 0; i < 3; i++) {
        MemorySegment.copy(MemorySegment.ofArray(image), 0, engine.input(0), i * 3136L, 3136);
      }
      engine.run();
      assertThat(engine.outputs().getFirst().shape().dims()).containsExactly(3, 10);
      float[] three = EngineModels.floats(engine.output(0));
      assertClose(Arrays.copyOfRange(three, 20, 30), one);
    }
  }

  @Test
  void refusesSizesThatDoNotFitAndGoesOn() {
    try (var engine = Engine.open(EngineModels.model("fmnist_cnn"), options)) {
      assertRefused(() -> engine.resize(0, 1, -2, 28, 1), "[1, -2, 28, 1]");
      engine.resize(0, 28, 28);
      assertRefused(engine::prepare, "prepare the model");
      assertRefused(engine::run, "prepare the model");
      engine.resize(0, 1, 28, 28, 1);
      EngineModels.fill(engine);
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))).hasSize(10);
    }
  }

  @Test
  void forgetsTheStateOfAnLstmWhenTold() {
    try (var engine = Engine.open(EngineModels.model("fmnist_lstm_k2"), options)) {
      EngineModels.fill(engine);
      engine.run();
      float[] first = EngineModels.floats(engine.output(0));
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))).isNotEqualTo(first);
      engine.resetState();
      EngineModels.fill(engine);
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))).isEqualTo(first);
    }
  }

  @Test
  void forgetsStateThatAModelKeepsInAResource() {
    try (var engine = Engine.open(EngineModels.odd("counter"), options)) {
      engine.resize(0, 2);
      for (float expected : new float[] {1, 2, 3}) {
        engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 1, 1f);
        engine.run();
        assertThat(EngineModels.floats(engine.output(0))[1]).isEqualTo(expected);
      }
      engine.resetState();
      engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 1, 5f);
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))[1]).isEqualTo(5);
    }
  }

  @Test
  void followsShapesThatTheValuesDecide() {
    try (var engine = Engine.open(EngineModels.odd("where"), options.withTaps(true))) {
      for (int large = 0; large <= 8; large++) {
        for (int i = 0; i < 8; i++) {
          engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, i < large ? 1 + i : 0);
        }
        engine.run();
        assertThat(engine.outputs().getFirst().shape().dims()).containsExactly(large);
        float[] values = EngineModels.floats(engine.output(0));
        assertThat(values).hasSize(large);
        assertThat(IntStream.range(0, large).allMatch(i -> values[i] == 2 + 2 * i)).isTrue();
        assertThat(engine.tensor(4).shape().dims()).containsExactly(large, 1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fmnist_cnn", "fmnist_vit"})
  void showsEveryActivationThatPythonShows(String model) {
    try (var engine = Engine.open(EngineModels.model(model), options.withTaps(true))) {
      EngineModels.fill(engine);
      engine.run();
      for (var line : EngineModels.lines("taps.csv", model)) {
        float[] expected = line.numbersFrom(3);
        float[] values = EngineModels.floats(engine.tap(line.number(1)));
        assertThat(values).hasSize(line.number(2));
        float[] found = {min(values), max(values), mean(values)};
        assertClose(found, expected);
      }
    }
  }

  @Test
  void showsEachTensorOnlyWithTaps() {
    try (var engine = Engine.open(EngineModels.model("fmnist_cnn"), options)) {
      engine.run();
      assertThatThrownBy(() -> engine.tap(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void tapsTheGraphOfASignature() {
    var asked = options.withSignature("encode").withTaps(true);
    try (var engine = Engine.open(EngineModels.model("multi_sig"), asked)) {
      EngineModels.fill(engine);
      engine.run();
      assertThat(engine.tensorCount()).isEqualTo(5);
      float[] x = EngineModels.floats(engine.tap(0));
      float[] mean = EngineModels.floats(engine.tap(2));
      float[] centred = EngineModels.floats(engine.tap(3));
      for (int i = 0; i < x.length; i++) {
        assertThat(centred[i]).isEqualTo(x[i] - mean[i]);
      }
    }
  }

  @Test
  void hasNoTensorsBeyondThoseOfTheModel() {
    try (var engine = Engine.open(EngineModels.model("fmnist_lstm_k2"), options.withTaps(true))) {
      engine.run();
      int count = engine.tensorCount();
      assertThatThrownBy(() -> engine.tap(count)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> engine.tensor(count)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void letsNaNAndInfinityThrough() {
    try (var engine = Engine.open(EngineModels.odd("where"), options.withTaps(true))) {
      engine.input(0).fill((byte) 0);
      engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 3, Float.POSITIVE_INFINITY);
      engine.run();
      assertThat(EngineModels.floats(engine.tap(5))).containsExactly(Float.POSITIVE_INFINITY);
    }
    try (var engine = Engine.open(EngineModels.odd("counter"), options)) {
      engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, Float.NaN);
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))[0]).isNaN();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"custom:OctetOp", "flex:FlexErf"})
  void namesTheOpThatTheRuntimeLacks(String modelAndOp) {
    var parts = modelAndOp.split(":", -1);
    assertRefused(
        () -> {
          try (var engine = Engine.open(EngineModels.odd(parts[0]), options)) {
            engine.prepare();
          }
        },
        parts[1]);
  }

  @Test
  void refusesWhatIsNoModel() {
    try (var arena = Arena.ofConfined()) {
      var junk = arena.allocate(1000, 16).fill((byte) 7);
      assertRefused(() -> Engine.open(junk, options), "load the model");
      assertRefused(() -> Engine.open(junk.asSlice(0, 0), options), "load the model");
      var cut = EngineModels.model("fmnist_cnn");
      assertRefused(
          () -> Engine.open(cut.asSlice(0, cut.byteSize() / 2), options), "load the model");
    }
  }

  @Test
  void takesItsModelFromNativeMemoryOnly() {
    var heap = MemorySegment.ofArray(new byte[100]);
    assertThatThrownBy(() -> Engine.open(heap, options))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesMemoryBackWhenClosedOrResized() {
    var engine = Engine.open(EngineModels.model("fmnist_cnn"), options);
    var before = engine.input(0);
    engine.resize(0, 2, 28, 28, 1);
    assertThatThrownBy(() -> before.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
    var after = engine.input(0);
    engine.close();
    engine.close();
    assertThatThrownBy(() -> after.get(ValueLayout.JAVA_BYTE, 0))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(engine::run).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(engine::inputs).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void giveTheSameMemoryRunAfterRun() {
    try (var engine = Engine.open(EngineModels.model("fmnist_cnn"), options.withTaps(true))) {
      engine.run();
      var output = engine.output(0);
      var tap = engine.tap(12);
      engine.run();
      assertThat(engine.output(0)).isSameAs(output);
      assertThat(engine.tap(12)).isSameAs(tap);
    }
  }

  /**
   * Past 112 tensors, those that ops add for themselves included, a run may move LiteRT's table.
   */
  @ParameterizedTest
  @ValueSource(ints = {100, 104, 108, 112, 120})
  void givesTheSameMemoryWhenTheRuntimeMovesItsTable(int ops) {
    try (var engine = Engine.open(EngineModels.chain(ops), options)) {
      var input = engine.input(0);
      EngineModels.fill(engine);
      engine.run();
      assertThat(engine.input(0)).isSameAs(input);
      assertThat(EngineModels.floats(engine.output(0))).hasSize(2 * 6 * 6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y: f32[4] = NEG(%x); %a: f32[4] = EXP(%x); %b: f32[4] = TANH(%a)",
        "%a: f32[4] = EXP(%x); %b: f32[4] = TANH(%a); %y: f32[4] = NEG(%x)",
        "%y: f32[4] = NEG(%x); %a: f32[4] = ABS(%y); %b: f32[4] = NEG(%a); %c: f32[4] = NEG(%b)",
        "%a: f32[4] = EXP(%x); %b: f32[4] = TANH(%a); %c: f32[4] = EXP(%b); %y: f32[4] = NEG(%x)",
        "const %d: i32[1] = {0}; %s: f32[4], %t: f32[4] = SPLIT(%d, %z) SplitOptions{num_splits:"
            + " 2}; %a: f32[4] = EXP(%s); %b: f32[4] = EXP(%t); %y: f32[4] = NEG(%x)",
        "const %d: i32[1] = {0}; %s: f32[4], %t: f32[4] = SPLIT(%d, %z) SplitOptions{num_splits:"
            + " 2}; %a: f32[4] = EXP(%s); %u: f32[4] = SUB(%t, %t) SubOptions{}; %y: f32[4] ="
            + " SUB(%u, %x) SubOptions{}",
        "%y: f32[4] = NEG(%x); %a: f32[4] = EXP(%y)",
        "%y: f32[4] = NEG(%x); %a: f32[8] = EXP(%z)",
        "const %k: f32[4] = splat 1; %a: f32[4] = EXP(%k); %y: f32[4] = NEG(%x)"
      })
  void runsOpsThatLeadNowhere(String ops) {
    String model =
        "graph main(%x: f32[4], %z: f32[8]) -> (%y) {\n" + ops.replace("; ", "\n") + "\n}";
    try (var engine = Engine.open(Tflite.bytes(Text.parse(model)), options)) {
      MemorySegment.copy(
          new float[] {1, -2, 3, 0.5f}, 0, engine.input(0), ValueLayout.JAVA_FLOAT, 0, 4);
      if (engine.inputs().size() > 1) {
        engine.input(1).fill((byte) 0);
      }
      engine.run();
      assertThat(EngineModels.floats(engine.output(0))).containsExactly(-1, 2, -3, -0.5f);
    }
  }

  /**
   * LiteRT takes the memory of a loop's graphs away when it ends, also of the condition that a loop
   * around it asks, too.
   */
  @ParameterizedTest
  @CsvSource({"1, 2, -512", "1, 4, -512"})
  void runsLoopsInLoopsThatShareGraphs(int condition, int body, float factor) {
    MemorySegment model = EngineModels.loops(condition, body);
    for (boolean taps : new boolean[] {false, true}) {
      try (var engine = Engine.open(model, options.withTaps(taps))) {
        for (float x : new float[] {1, 0.5f, 3}) {
          engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 0, x);
          engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, 1, -x);
          engine.run();
          assertThat(EngineModels.floats(engine.output(0)))
              .containsExactly(factor * x, -factor * x);
        }
      }
    }
  }

  /** It would end the process over the first, and compute wrongly by the second. */
  @Test
  void refusesGraphsThatAreSharedInVain() {
    for (boolean taps : new boolean[] {false, true}) {
      for (MemorySegment model :
          List.of(EngineModels.conditionAsBranch(), EngineModels.loops(7, 3))) {
        assertRefused(
            () -> Engine.open(model, options.withTaps(taps)), "needs a copy of the graph");
      }
    }
  }

  @Test
  void showsTensorsOfLoopsInLoopsOnlyWithTaps() {
    try (var engine = Engine.open(EngineModels.loops(1, 2), options)) {
      engine.run();
      assertThatThrownBy(() -> engine.tap(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  /** XNNPACK refuses results that are less than a 256th of a step of what they sum up. */
  @ParameterizedTest
  @ValueSource(floats = {100, 255.5f, 256, 300, 1e6f})
  void runsWhateverTheScaleOfTheResults(float ratio) {
    MemorySegment model = EngineModels.fullyConnected(0.125f / ratio);
    try (var engine = Engine.open(model, options)) {
      for (float x : new float[] {0, 1, -0.5f}) {
        engine.input(0).fill((byte) 0);
        engine.input(0).setAtIndex(ValueLayout.JAVA_BYTE, 0, (byte) (2 * x));
        engine.run();
        byte expected = (byte) Math.clamp(Math.round(2 * x * ratio), -128, 127);
        assertThat(engine.output(0).toArray(ValueLayout.JAVA_BYTE)).containsExactly(expected, 0);
      }
      boolean refused = ratio >= 256 && options.kernels() == KernelSet.DEFAULT;
      assertThat(engine.kernels()).isEqualTo(refused ? KernelSet.PLAIN : options.kernels());
    }
  }

  @Test
  void runsSideBySide() throws Exception {
    var model = EngineModels.model("fmnist_cnn");
    float[] expected = outputs(model, 1);
    try (var pool = Executors.newFixedThreadPool(4)) {
      var runs =
          IntStream.range(0, 16).mapToObj(_ -> pool.submit(() -> outputs(model, 20))).toList();
      for (var run : runs) {
        assertThat(run.get()).isEqualTo(expected);
      }
    }
  }

  @Test
  void givesTheSameOnSeveralThreads() {
    var model = EngineModels.model("fmnist_cnn");
    try (var engine = Engine.open(model, options.withThreads(3))) {
      EngineModels.fill(engine);
      engine.run();
      assertClose(EngineModels.floats(engine.output(0)), outputs(model, 1));
    }
  }

  private float[] outputs(MemorySegment model, int runs) {
    try (var engine = Engine.open(model, options)) {
      EngineModels.fill(engine);
      for (int i = 0; i < runs; i++) {
        engine.run();
      }
      return EngineModels.floats(engine.output(0));
    }
  }

  private String kernels() {
    return options.kernels().name();
  }

  private static void assertRefused(ThrowingCallable call, String text) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUNTIME))
        .hasMessageStartingWith("the runtime cannot ")
        .hasMessageNotContainingAny("does not say why", "\n")
        .hasMessageContaining(text);
  }

  private static void assertClose(float[] values, float[] expected) {
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(expected[i], within(1e-5f + 1e-4f * Math.abs(expected[i])));
    }
  }

  private static float min(float[] values) {
    return (float)
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
  }

  private static float max(float[] values) {
    return (float)
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElseThrow();
  }

  private static float mean(float[] values) {
    return (float)
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }
}
