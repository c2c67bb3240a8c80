package dev.octet.debug;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Text;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which op of a quantized graph is whose twin: two graphs in, pairs out. */
class PairingTest {
  private static Pairs pair(String original, String quantized) {
    Model before = Text.parse(original);
    Model after = Text.parse(quantized);
    return Pairing.of(before.main(), after.main());
  }

  /** Each pair that quantization makes a difference for: float ops, then the quantized one. */
  private static List<String> pairs(String original, String quantized) {
    return pair(original, quantized).pairs().stream()
        .filter(Pair::isQuantized)
        .map(
            p ->
                p.floats().stream().map(PairingTest::text).collect(Collectors.joining(" "))
                    + " = "
                    + text(p.quantized()))
        .toList();
  }

  private static List<String> alone(String original, String quantized) {
    return pair(original, quantized).alone().stream().map(PairingTest::text).toList();
  }

  private static String text(Node node) {
    return node.op() + ":" + node.output(0).name();
  }

  private static final String CHAIN =
      """
      graph main(%x: f32[1,4]) -> (%z) {
        const %w: f32[4,4] = seed 1 range -1 1
        %y: f32[1,4] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        %z: f32[1,4] = TANH(%y)
      }
      """;

  @Test
  void whatReadsTheSameIsATwinWhateverItIsCalled() {
    assertThat(
            pairs(
                CHAIN,
                """
                graph main(%in: f32[1,4]) -> (%out) {
                  const %k: i8[4,4] quant(scale 0.01, zero 0) = splat 1
                  const %b: i32[4] quant(scale 0.0001, zero 0) = splat 0
                  %a: i8[1,4] quant(scale 0.01, zero 0) = QUANTIZE(%in)
                  %"": i8[1,4] quant(scale 0.05, zero 0) = FULLY_CONNECTED(%a, %k, %b) FullyConnectedOptions{}
                  %c: i8[1,4] quant(scale 0.02, zero 0) = QUANTIZE(%"")
                  %t: i8[1,4] quant(scale 0.0078125, zero 0) = TANH(%c)
                  %out: f32[1,4] = DEQUANTIZE(%t)
                }
                """))
        .containsExactly("FULLY_CONNECTED:y = FULLY_CONNECTED:", "TANH:z = TANH:t");
  }

  @Test
  void weightsBehindDequantizeAreWeights() {
    assertThat(
            pairs(
                CHAIN,
                """
                graph main(%x: f32[1,4]) -> (%z) {
                  const %w: f16[4,4] = seed 1 range -1 1
                  %wf: f32[4,4] = DEQUANTIZE(%w)
                  %y: f32[1,4] = FULLY_CONNECTED(%x, %wf, _) FullyConnectedOptions{}
                  %z: f32[1,4] = TANH(%y)
                }
                """))
        .containsExactly("FULLY_CONNECTED:y = FULLY_CONNECTED:y");
  }

  private static final String THREE =
      """
      graph main(%x: f32[1,4]) -> (%q, %k, %v) {
        const %a: f32[2,4] = {1.0, 0.5, -0.5, 0.25, -1.0, 0.75, 0.5, 0.5}
        const %b: f32[2,4] = {0.1, -1.0, 0.5, 0.25, 0.3, 0.75, 0.5, -0.5}
        const %c: f32[2,4] = {-0.4, 0.5, 1.0, -0.25, 0.2, 0.1, 0.9, 0.5}
        %q: f32[1,2] = FULLY_CONNECTED(%x, %a, _) FullyConnectedOptions{}
        %k: f32[1,2] = FULLY_CONNECTED(%x, %b, _) FullyConnectedOptions{}
        %v: f32[1,2] = FULLY_CONNECTED(%x, %c, _) FullyConnectedOptions{}
      }
      """;

  /** The three in another order, by the names given; weights are steps of 1/100. */
  private static String three(String k, String q, String v) {
    return """
    graph main(%%x: f32[1,4]) -> (%%%2$s, %%%1$s, %%%3$s) {
      const %%a: i8[2,4] quant(scale 0.01, zero 0) = {100, 50, -50, 25, -100, 75, 50, 50}
      const %%b: i8[2,4] quant(scale 0.01, zero 0) = {10, -100, 50, 25, 30, 75, 50, -50}
      const %%c: i8[2,4] quant(scale 0.01, zero 0) = {-40, 50, 100, -25, 20, 10, 90, 50}
      %%%1$s: f32[1,2] = FULLY_CONNECTED(%%x, %%b, _) FullyConnectedOptions{}
      %%%2$s: f32[1,2] = FULLY_CONNECTED(%%x, %%a, _) FullyConnectedOptions{}
      %%%3$s: f32[1,2] = FULLY_CONNECTED(%%x, %%c, _) FullyConnectedOptions{}
    }
    """
        .formatted(k, q, v);
  }

  @Test
  void ofSeveralThatReadTheSameTheWeightsTell() {
    assertThat(pairs(THREE, three("n1", "n2", "n3")))
        .containsExactly(
            "FULLY_CONNECTED:q = FULLY_CONNECTED:n2",
            "FULLY_CONNECTED:k = FULLY_CONNECTED:n1",
            "FULLY_CONNECTED:v = FULLY_CONNECTED:n3");
    // names that lead astray
    assertThat(pairs(THREE, three("q", "k", "v")))
        .startsWith("FULLY_CONNECTED:q = FULLY_CONNECTED:k");
  }

  @Test
  void ofSeveralWithTheSameWeightsTheNamesTellAndThenTheOrder() {
    String original =
        """
        graph main(%x: f32[4]) -> (%a, %b) {
          %a: f32[4] = TANH(%x)
          %b: f32[4] = TANH(%x)
        }
        """;
    String quantized =
        """
        graph main(%x: i8[4] quant(scale 0.1, zero 0)) -> (%one, %two) {
          %two: i8[4] quant(scale 0.0078125, zero 0) = TANH(%x)
          %one: i8[4] quant(scale 0.0078125, zero 0) = TANH(%x)
        }
        """;
    assertThat(pairs(original, quantized))
        .containsExactly("TANH:a = TANH:two", "TANH:b = TANH:one");
    assertThat(pairs(original, quantized.replace("%two", "%b").replace("%one", "%a_i")))
        .containsExactly("TANH:a = TANH:a_i", "TANH:b = TANH:b");
    assertThat(pairs(original, quantized.replace("%two", "%\"a;x\"").replace("%one", "%a")))
        .containsExactly("TANH:a = TANH:a;x", "TANH:b = TANH:a");
  }

  @Test
  void severalOpsInPlaceOfOneAreItsTwin() {
    String original =
        """
        graph main(%x: f32[4], %m: f32[4]) -> (%z) {
          %d: f32[4] = SQUARED_DIFFERENCE(%x, %m)
          %z: f32[4] = TANH(%d)
        }
        """;
    String quantized =
        """
        graph main(%x: i16[4] quant(scale 0.1, zero 0), %m: i16[4] quant(scale 0.1, zero 0)) -> (%z) {
          %difference: i16[4] quant(scale 0.1, zero 0) = SUB(%x, %m) SubOptions{}
          %d: i16[4] quant(scale 0.2, zero 0) = MUL(%difference, %difference) MulOptions{}
          %z: i16[4] quant(scale 0.01, zero 0) = TANH(%d)
        }
        """;
    assertThat(pairs(original, quantized))
        .containsExactly("SQUARED_DIFFERENCE:d = MUL:d", "TANH:z = TANH:z");
    assertThat(alone(original, quantized)).isEmpty();
  }

  @Test
  void oneOpInPlaceOfSeveralIsTheirTwin() {
    String original =
        """
        graph main(%x: f32[1,4]) -> (%y) {
          const %w: f32[4,4] = seed 1 range -1 1
          %s: f32[1,4] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          %y: f32[1,4] = RELU(%s)
        }
        """;
    String quantized =
        """
        graph main(%x: i8[1,4] quant(scale 0.1, zero 0)) -> (%r) {
          const %w: i8[4,4] quant(scale 0.01, zero 0) = splat 1
          %r: i8[1,4] quant(scale 0.1, zero 0) = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{fused_activation_function: RELU}
        }
        """;
    assertThat(pairs(original, quantized))
        .containsExactly("FULLY_CONNECTED:s RELU:y = FULLY_CONNECTED:r");
    assertThat(alone(original, quantized)).isEmpty();
  }

  @Test
  void whatHasNoTwinIsAloneAndTheRestGoesOn() {
    String quantized =
        """
        graph main(%x: i8[1,4] quant(scale 0.1, zero 0)) -> (%z) {
          const %w: i8[4,4] quant(scale 0.01, zero 0) = splat 1
          %y: i8[1,4] quant(scale 0.1, zero 0) = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
          %extra: i8[1,4] quant(scale 0.1, zero 0) = LOGISTIC(%y)
          %z: i8[1,4] quant(scale 0.1, zero 0) = TANH(%extra)
        }
        """;
    assertThat(pairs(CHAIN, quantized))
        .containsExactly("FULLY_CONNECTED:y = FULLY_CONNECTED:y", "TANH:z = TANH:z");
    assertThat(alone(CHAIN, quantized)).containsExactly("LOGISTIC:extra");
  }

  @Test
  void eachOutputOfAnOpHasItsTwin() {
    String original =
        """
        graph main(%x: f32[4]) -> (%a, %b) {
          const %axis: i32[] = {0}
          %l: f32[2], %r: f32[2] = SPLIT(%axis, %x) SplitOptions{num_splits: 2}
          %a: f32[2] = TANH(%r)
          %b: f32[2] = TANH(%l)
        }
        """;
    String quantized =
        """
        graph main(%x: i8[4] quant(scale 0.1, zero 0)) -> (%1, %2) {
          const %axis: i32[] = {0}
          %3: i8[2] quant(scale 0.1, zero 0), %4: i8[2] quant(scale 0.1, zero 0) = SPLIT(%axis, %x) SplitOptions{num_splits: 2}
          %2: i8[2] quant(scale 0.1, zero 0) = TANH(%3)
          %1: i8[2] quant(scale 0.1, zero 0) = TANH(%4)
        }
        """;
    assertThat(pairs(original, quantized))
        .containsExactly("SPLIT:l = SPLIT:3", "TANH:a = TANH:1", "TANH:b = TANH:2");
  }

  @Test
  void sizesMayBeKnownOrComputed() {
    String known =
        """
        graph main(%x: f32[1?,4]) -> (%z) {
          const %to: i32[2] = {-1, 2}
          %y: f32[2?,2] = RESHAPE(%x, %to)
          %z: f32[2?,2] = TANH(%y)
        }
        """;
    String computed =
        """
        graph main(%x: i8[1?,4] quant(scale 0.1, zero 0)) -> (%z) {
          %s: i32[2] = SHAPE(%x) ShapeOptions{out_type: INT32}
          const %half: i32[2] = {2, 2}
          %to: i32[2] = MUL(%s, %half) MulOptions{}
          %y: i8[2?,2] quant(scale 0.1, zero 0) = RESHAPE(%x, %to)
          %z: i8[2?,2] quant(scale 0.1, zero 0) = TANH(%y)
        }
        """;
    assertThat(pairs(known, computed)).containsExactly("RESHAPE:y = RESHAPE:y", "TANH:z = TANH:z");
    String floats = computed.replaceAll("i8(\\[[^]]*\\]) quant\\(scale 0.1, zero 0\\)", "f32$1");
    String integers = known.replaceAll("f32(\\[[^]]*\\])", "i8$1 quant(scale 0.1, zero 0)");
    assertThat(pairs(floats, integers))
        .containsExactly("SHAPE:s MUL:to RESHAPE:y = RESHAPE:y", "TANH:z = TANH:z");
  }

  @Test
  void whatWasQuantizedBeforeIsNoNewQuantization() {
    String already =
        """
        graph main(%x: i8[4] quant(scale 0.1, zero 0)) -> (%z) {
          %z: i8[4] quant(scale 0.0078125, zero 0) = TANH(%x)
        }
        """;
    assertThat(pair(already, already).quantizedOps()).isZero();
    assertThat(pairs(already, already)).isEmpty();
  }
}
