package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.octet.data.NdArray;
import dev.octet.data.NumpyFile;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Constants and activations become what TensorFlow makes of them. {@code
 * lower/fake_quantization.py} asked it.
 */
class FakeQuantizationTest {
  /** TensorFlow's op with a range in its attributes decides halves in a way of its own. */
  private static final int ARGS = 1;

  private static final double TOLERANCE = 1e-6;

  /** How near to the middle between two steps LiteRT may decide for the other one. */
  private static final double TIE = 1e-3;

  /** One row of the file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(int[] how, float min, float max, float[] x, float[] y) {
    RoundedRange range() {
      return how[0] == 2
          ? ScaledRange.of(min, max, how[3] == 1, how[1], how[2] == 1, how[4] == 1)
          : NudgedRange.of(min, max, how[1], how[2] == 1);
    }

    FakeQuantization quantization() {
      return FakeQuantization.of(range(), how[1]);
    }

    @Override
    public String toString() {
      String name = how[0] == 2 ? how[3] == 1 ? "signed" : "unsigned" : "nudged";
      String narrow = how[2] == 1 ? " narrow" : "";
      return "%s %s to %s in %d bits%s".formatted(name, min, max, how[1], narrow);
    }
  }

  private static List<Case> cases() throws URISyntaxException {
    var url = FakeQuantizationTest.class.getResource("/lower/fake_quantization.npz");
    NumpyFile file = NumpyFile.open(Path.of(Objects.requireNonNull(url).toURI()));
    double[] how = file.read("how").toDoubles();
    float[] range = floats(file.read("range"));
    NdArray x = file.read("x");
    NdArray y = file.read("y");
    var cases = new ArrayList<Case>();
    for (int i = 0; i < x.dim(0); i++) {
      int at = 5 * i;
      int[] row = IntStream.range(0, 5).map(j -> (int) how[at + j]).toArray();
      float[] in = floats(x.slice(i));
      cases.add(new Case(row, range[2 * i], range[2 * i + 1], in, floats(y.slice(i))));
    }
    return cases;
  }

  private static float[] floats(NdArray array) {
    var values = new float[Math.toIntExact(array.elements())];
    MemorySegment.copy(array.data(), Constant.F32, 0, values, 0, values.length);
    return values;
  }

  @TestFactory
  Stream<DynamicTest> constantsAreThoseOfTensorFlow() throws URISyntaxException {
    return cases().stream()
        .map(
            c ->
                dynamicTest(
                    c.toString(),
                    () ->
                        check(
                            c,
                            c.quantization().of(Array.vector(c.x())).floats(),
                            c.how()[0] == ARGS ? TIE : 0)));
  }

  @TestFactory
  Stream<DynamicTest> activationsAreThoseOfTensorFlow() throws URISyntaxException {
    return cases().stream()
        .map(c -> dynamicTest(c.toString(), () -> check(c, run(c.quantization(), c.x()), TIE)));
  }

  private static void check(Case c, float[] actual, double tie) {
    float step = c.range().scale();
    for (int i = 0; i < actual.length; i++) {
      double steps = c.x()[i] / (double) step;
      boolean halfway = Math.abs(steps - Math.floor(steps) - 0.5) < tie;
      double reach = Math.max(Math.abs(c.min()), Math.abs(c.max()));
      double most = TOLERANCE * reach + (halfway ? step : 0);
      assertThat(Math.abs((double) actual[i] - c.y()[i]))
          .as("%s: %s becomes %s, not %s", c, c.x()[i], actual[i], c.y()[i])
          .isLessThanOrEqualTo(most);
    }
  }

  private static float[] run(FakeQuantization how, float... x) {
    var g = new Lowering();
    Tensor input = g.input("x", ElementType.FLOAT32, Shape.of(1, x.length));
    var model = g.model("main", Map.of("y", how.of(g, input)));
    var y = new float[x.length];
    try (Engine engine = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
      MemorySegment.copy(x, 0, engine.input(0), Constant.F32, 0, x.length);
      engine.run();
      MemorySegment.copy(engine.output(0), Constant.F32, 0, y, 0, y.length);
    }
    return y;
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 8", "2, 1, 8", "NaN, 1, 8", "-1, Infinity, 8", "-1, 1, 1", "-1, 1, 17"})
  void whatNoIntegersStandForIsRefused(float min, float max, int bits) {
    assertThatThrownBy(() -> NudgedRange.of(min, max, bits, false))
        .isInstanceOf(OctetException.class)
        .hasMessageContaining("fake quantization");
  }

  @Test
  void aRangeForEachChannelStaysWithItsChannel() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
    var how =
        new FakeQuantization(
            List.of(NudgedRange.of(-8, 8, 8, true), NudgedRange.of(-16, 16, 8, true)), -1, 8);
    Array rounded = how.of(kernel);
    Array moved = rounded.transposed(3, 0, 1, 2);
    assertThat(moved.quantization())
        .isEqualTo(PerChannel.symmetric(new float[] {16 / 254f, 32 / 254f}, 0));
    assertThat(moved.floats()).containsExactly(in(rounded, 0, 2, 4, 6, 1, 3, 5, 7));
    assertThat(rounded.reversed(3).floats()).containsExactly(in(rounded, 1, 0, 3, 2, 5, 4, 7, 6));
    assertThat(rounded.slice(3, 1, 1).floats()).containsExactly(in(rounded, 1, 3, 5, 7));
    assertThat(rounded.slice(1, 1, 1).floats()).containsExactly(in(rounded, 4, 5, 6, 7));
  }

  @Test
  void channelsThatAreMergedHaveAScaleEach() {
    Array kernel = Array.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
    List<NudgedRange> ranges =
        List.of(NudgedRange.of(-8, 8, 8, true), NudgedRange.of(-16, 16, 8, true));
    Array last = new FakeQuantization(ranges, 3, 8).of(kernel);
    Array merged = last.reshaped(1, 1, 2, 4);
    float a = 16 / 254f;
    float b = 32 / 254f;
    assertThat(merged.quantization()).isEqualTo(PerChannel.symmetric(new float[] {a, b, a, b}, 3));
    assertThat(merged.floats()).containsExactly(last.floats());
    Array third = new FakeQuantization(ranges, 2, 8).of(kernel);
    assertThat(third.reshaped(2, 4).quantization())
        .isEqualTo(PerChannel.symmetric(new float[] {a, a, b, b}, 1));
    Array apart = third.reshaped(8, 1);
    assertThat(apart.floats()).containsExactly(third.floats());
    assertThat(last.expanded(0).floats()).containsExactly(last.floats());
  }

  private static float[] in(Array array, int... places) {
    float[] values = array.floats();
    var picked = new float[places.length];
    for (int i = 0; i < places.length; i++) {
      picked[i] = values[places[i]];
    }
    return picked;
  }

  @Test
  void weightsAreIntegersThatAreMadeFloats() {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, Shape.of(1, 2));
    Array kernel = Array.of(new float[] {1.27f, -0.63f, 2, -2}, 2, 2);
    Array rounded = FakeQuantization.of(NudgedRange.of(-1.27f, 1.27f, 8, true), 8).of(kernel);
    assertThat(GraphText.of(g, Products.dense(g, x, rounded, null)))
        .isEqualTo(
            """
            graph main(%x: f32[1,2]) -> (%y) {
              const %kernel: i8[2,2] quant(scale 0.01, zero 0) = {127, 127, -63, -127}
              %dequantize: f32[2,2] = DEQUANTIZE v2 (%kernel)
              const %bias: f32[2] = {0.0, 0.0}
              %y: f32[1,2] = FULLY_CONNECTED(%x, %dequantize, %bias) FullyConnectedOptions{}
            }
            """);
  }

  @Test
  void weightsThatAreMovedStayConstant() {
    var g = new Lowering();
    List<NudgedRange> ranges =
        List.of(NudgedRange.of(-1.27f, 1.27f, 8, true), NudgedRange.of(-127, 127, 8, true));
    Array kernel = Array.of(new float[] {1.27f, 3, 0.02f, -2}, 2, 2);
    Tensor weights = g.constant("w", new FakeQuantization(ranges, 1, 8).of(kernel));
    Tensor turned = Layout.transpose(g, weights, 1, 0);
    Tensor flat = Layout.reshape(g, turned, Shape.of(2, 1, 2));
    assertThat(g.values(flat).orElseThrow().quantization())
        .isEqualTo(PerChannel.symmetric(new float[] {0.01f, 1}, 0));
    assertThat(g.values(flat).orElseThrow().floats()).containsExactly(1.27f, 0.02f, 3, -2);
  }

  @Test
  void anActivationWithARangeForEachChannelIsRoundedChannelByChannel() {
    var how =
        new FakeQuantization(
            List.of(NudgedRange.of(-1, 1, 8, false), NudgedRange.of(0, 0, 8, false)), -1, 8);
    float step = 2 / 255f;
    assertThat(run(how, 0.5f, 3)).containsExactly(Math.round(0.5f / step) * step, 0);
  }

  @Test
  void manyBitsOfAConstantAreFloats() {
    Array rounded =
        FakeQuantization.of(NudgedRange.of(-1, 1, 12, true), 12).of(Array.vector(0.3f, 7));
    assertThat(rounded.quantization()).isNull();
    assertThat(rounded.floats()).containsExactly(614 * (2 / 4094f), 1);
    assertThat(FakeQuantization.of(NudgedRange.of(-1, 1, 4, true), 4).of(rounded).quantization())
        .isEqualTo(new PerTensor(1 / 7f, 0));
  }
}
