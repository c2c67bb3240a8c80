package dev.octet.existing;

import static dev.octet.ModelAssert.assertSameModel;
import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What training leaves behind is taken out, and what it said is remembered. */
class AbsorptionTest {
  private static Absorption absorb(String text) {
    return Absorption.of(Text.parse(text));
  }

  private static void assertAbsorbed(String before, String after) {
    assertSameModel(absorb(before).model(), Text.parse(after));
  }

  private static void assertLeftAlone(String text) {
    Model model = Text.parse(text);
    assertThat(Absorption.of(model).model()).isSameAs(model);
  }

  private static Node node(Absorption absorbed, String op) {
    return absorbed.model().main().nodes().stream()
        .filter(n -> n.op().equals(op))
        .findFirst()
        .orElseThrow();
  }

  private static Optional<PerTensor> parameters(
      Absorption absorbed, Tensor tensor, ElementType type) {
    return absorbed.existing().grid(tensor).flatMap(g -> g.parameters(type));
  }

  @Test
  void aPairOnAnActivationIsItsRange() {
    String before =
        """
        graph main(%x: f32[4]) -> (%y) {
          %q: u8[4] quant(scale 0.5, zero 28) = QUANTIZE v3 (%x)
          %d: f32[4] = DEQUANTIZE(%q)
          %y: f32[4] = ABS(%d)
        }
        """;
    assertAbsorbed(
        before,
        """
        graph main(%x: f32[4]) -> (%y) {
          %y: f32[4] = ABS(%x)
        }
        """);
    Absorption absorbed = absorb(before);
    Tensor x = absorbed.model().main().inputs().getFirst();
    assertThat(parameters(absorbed, x, ElementType.INT8)).contains(new PerTensor(0.5f, -100));
    assertThat(parameters(absorbed, x, ElementType.INT16)).isEmpty();
    assertThat(absorbed.existing().grid(x))
        .hasValueSatisfying(
            g -> {
              assertThat(g.min()).isEqualTo(-14);
              assertThat(g.max()).isEqualTo(113.5f);
            });
    assertThat(absorbed.existing().notes()).singleElement().asString().contains("1 activation");
  }

  @Test
  void sixteenBitsServeInSixteenBits() {
    Absorption absorbed =
        absorb(
            """
            graph main(%x: f32[4]) -> (%y) {
              %q: u16[4] quant(scale 0.5, zero 32768) = QUANTIZE v3 (%x)
              %d: f32[4] = DEQUANTIZE(%q)
              %y: f32[4] = ABS(%d)
            }
            """);
    Tensor x = absorbed.model().main().inputs().getFirst();
    assertThat(parameters(absorbed, x, ElementType.INT16)).contains(new PerTensor(0.5f, 0));
    assertThat(parameters(absorbed, x, ElementType.INT8)).isEmpty();
  }

  @Test
  void weightsKeepWhatTheRoundingLeftAndTheIntegersBehindIt() {
    String before =
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %w: f32[2,2] = {1.1, -0.6, 4.9, 100}
          %q: u8[2,2] quant(axis 0, scales {0.5, 2.0}, zeros {128, 128}) = QUANTIZE v3 (%w)
          %d: f32[2,2] = DEQUANTIZE(%q)
          %y: f32[1,2] = FULLY_CONNECTED(%x, %d, _) FullyConnectedOptions{}
        }
        """;
    assertAbsorbed(
        before,
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %w: f32[2,2] = {1.0, -0.5, 4.0, 100}
          %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        }
        """);
    Absorption absorbed = absorb(before);
    Tensor weights = Objects.requireNonNull(node(absorbed, "FULLY_CONNECTED").input(1));
    Tensor integers = absorbed.existing().integers(weights, 0).orElseThrow();
    assertThat(bytes(integers)).containsExactly(2, -1, 2, 50);
    assertThat(absorbed.existing().integers(weights, 1)).isEmpty();
  }

  private static byte[] bytes(Tensor constant) {
    return Objects.requireNonNull(constant.data()).bytes().toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void storedIntegersBecomeFloatsThatRememberThem() {
    String before =
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %q: i8[2,2] quant(axis 0, scales {0.5, 2.0}) = {1, -128, 3, 4}
          %d: f32[2,2] = DEQUANTIZE v5 (%q)
          %y: f32[1,2] = FULLY_CONNECTED(%x, %d, _) FullyConnectedOptions{}
        }
        """;
    assertAbsorbed(
        before,
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %q: f32[2,2] = {0.5, -64, 6, 8}
          %y: f32[1,2] = FULLY_CONNECTED(%x, %q, _) FullyConnectedOptions{}
        }
        """);
    Absorption absorbed = absorb(before);
    Tensor weights = Objects.requireNonNull(node(absorbed, "FULLY_CONNECTED").input(1));
    assertThat(bytes(absorbed.existing().integers(weights, 0).orElseThrow()))
        .containsExactly(1, -128, 3, 4);
  }

  @Test
  void fourBitsAndUnsignedOnesAreIntegersOfEight() {
    Absorption absorbed =
        absorb(
            """
            graph main(%x: f32[1,2]) -> (%y, %z) {
              const %p: i4[2,2] quant(scale 0.5, zero 0) = {1, -8, 7, 0}
              %d: f32[2,2] = DEQUANTIZE v6 (%p)
              %y: f32[1,2] = FULLY_CONNECTED(%x, %d, _) FullyConnectedOptions{}
              const %q: u8[2,2] quant(scale 0.5, zero 127) = {1, 2, 3, 255}
              %e: f32[2,2] = DEQUANTIZE(%q)
              %z: f32[1,2] = BATCH_MATMUL(%x, %e) BatchMatMulOptions{}
            }
            """);
    Tensor four = Objects.requireNonNull(node(absorbed, "FULLY_CONNECTED").input(1));
    assertThat(bytes(absorbed.existing().integers(four, -1).orElseThrow()))
        .containsExactly(1, -8, 7, 0);
    Tensor lopsided = Objects.requireNonNull(node(absorbed, "BATCH_MATMUL").input(1));
    assertThat(absorbed.existing().integers(lopsided, -1)).isEmpty();
    assertThat(parameters(absorbed, lopsided, ElementType.INT8)).contains(new PerTensor(0.5f, -1));
  }

  @Test
  void fakeQuantIsAPair() {
    String before =
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %w: f32[2,2] = {1.1, -0.6, 4.9, 100}
          %v: f32[2,2] = FAKE_QUANT(%w) FakeQuantOptions{max: 63.5, min: -63.5, narrow_range: true, num_bits: 8}
          %f: f32[1,2] = FAKE_QUANT(%x) FakeQuantOptions{max: 127.5, min: 0.0, num_bits: 8}
          %y: f32[1,2] = FULLY_CONNECTED(%f, %v, _) FullyConnectedOptions{}
        }
        """;
    assertAbsorbed(
        before,
        """
        graph main(%x: f32[1,2]) -> (%y) {
          const %w: f32[2,2] = {1.0, -0.5, 5.0, 63.5}
          %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        }
        """);
    Absorption absorbed = absorb(before);
    Node dense = node(absorbed, "FULLY_CONNECTED");
    assertThat(parameters(absorbed, Objects.requireNonNull(dense.input(0)), ElementType.INT8))
        .contains(new PerTensor(0.5f, -128));
    assertThat(
            bytes(
                absorbed
                    .existing()
                    .integers(Objects.requireNonNull(dense.input(1)), 0)
                    .orElseThrow()))
        .containsExactly(2, -1, 10, 127);
  }

  @Test
  void inFewerBitsOnlyTheRangeOfAnActivationCounts() {
    Absorption absorbed =
        absorb(
            """
            graph main(%x: f32[2]) -> (%y) {
              %f: f32[2] = FAKE_QUANT(%x) FakeQuantOptions{max: 7.0, min: -8.0, num_bits: 4}
              %y: f32[2] = ABS(%f)
            }
            """);
    Tensor x = absorbed.model().main().inputs().getFirst();
    assertThat(absorbed.existing().grid(x)).contains(new Grid(-8, 7, null));
  }

  @Test
  void anOutputOfTheGraphKeepsItsName() {
    assertAbsorbed(
        """
        graph main(%x: f32[4]) -> (%y) {
          %a: f32[4] = ABS(%x)
          %q: u8[4] quant(scale 0.5, zero 28) = QUANTIZE v3 (%a)
          %y: f32[4] = DEQUANTIZE(%q)
        }
        """,
        """
        graph main(%x: f32[4]) -> (%y) {
          %y: f32[4] = ABS(%x)
        }
        """);
  }

  @Test
  void anInputThatIsAnOutputToo() {
    assertLeftAlone(
        """
        graph main(%x: f32[4]) -> (%y) {
          %q: u8[4] quant(scale 0.5, zero 28) = QUANTIZE v3 (%x)
          %y: f32[4] = DEQUANTIZE(%q)
        }
        """);
  }

  @Test
  void bordersAreNoFakeQuantizationButSayRanges() {
    String text =
        """
        graph main(%x: f32[4]) -> (%z) {
          %q: i8[4] quant(scale 0.5, zero 3) = QUANTIZE(%x)
          %y: i8[4] quant(scale 0.25, zero 0) = ABS v2 (%q)
          %z: f32[4] = DEQUANTIZE v2 (%y)
        }
        """;
    assertLeftAlone(text);
    Absorption absorbed = absorb(text);
    assertThat(parameters(absorbed, absorbed.model().main().inputs().getFirst(), ElementType.INT8))
        .contains(new PerTensor(0.5f, 3));
    assertThat(parameters(absorbed, absorbed.model().main().outputs().getFirst(), ElementType.INT8))
        .contains(new PerTensor(0.25f, 0));
    assertThat(absorbed.existing().notes()).containsExactly("already quantized: 1 op");
  }

  @Test
  void ofTwoReadersTheOneThatReachesFurtherDecidesAndASecondRoundingSaysNothing() {
    Absorption absorbed =
        absorb(
            """
            graph main(%x: f32[4]) -> (%y, %z) {
              %q: i8[4] quant(scale 0.5, zero 0) = QUANTIZE(%x)
              %d: f32[4] = DEQUANTIZE v2 (%q)
              %y: f32[4] = ABS(%d)
              %p: i8[4] quant(scale 0.75, zero 0) = QUANTIZE(%x)
              %e: f32[4] = DEQUANTIZE v2 (%p)
              %r: i8[4] quant(scale 4.0, zero 0) = QUANTIZE(%e)
              %f: f32[4] = DEQUANTIZE v2 (%r)
              %z: f32[4] = ABS(%f)
            }
            """);
    assertThat(parameters(absorbed, absorbed.model().main().inputs().getFirst(), ElementType.INT8))
        .contains(new PerTensor(0.75f, 0));
  }
}
