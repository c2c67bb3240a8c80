package dev.octet.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.compare.Change.Kind;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole models side by side. */
class ComparisonTest {
  private static final String SIGNED =
      """
      signature serve graph 0 (image: 0) -> (scores: 0)
      graph main(%x: f32[1,4]) -> (%y) {
        %y: f32[1,4] = TANH(%x)
      }
      """;

  static List<Path> models() {
    return Fixtures.models();
  }

  static Stream<List<Path>> pairs() {
    List<Path> all = Fixtures.models();
    return all.stream()
        .flatMap(a -> all.stream().filter(b -> !b.equals(a)).map(b -> List.of(a, b)));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aModelIsTheSameAsItselfReadTwice(Path file) {
    Comparison same = Texts.compare(Tflite.read(file), Tflite.read(file));
    assertThat(same.isSame()).isTrue();
    assertThat(same.layers()).allMatch(l -> l.status() == LayerPair.Status.SAME);
    assertThat(same.ops()).allMatch(o -> o.before() == o.after());
    assertThat(same.beforeTotals()).isEqualTo(same.afterTotals());
    Model model = Tflite.read(file);
    assertThat(Texts.compare(model, model).isSame()).as("the very same value").isTrue();
  }

  /** Which model comes first makes no difference but the words before and after. */
  @ParameterizedTest
  @MethodSource("pairs")
  void theOtherWayRoundIsTheMirrorImage(List<Path> files) {
    Model one = Tflite.read(files.getFirst());
    Model other = Tflite.read(files.getLast());
    assertThat(places(Texts.compare(one, other), false))
        .isEqualTo(places(Texts.compare(other, one), true));
  }

  private static Map<String, Long> places(Comparison comparison, boolean isMirrored) {
    return comparison.layers().stream()
        .map(
            l -> {
              @Nullable Layer one = isMirrored ? l.after() : l.before();
              @Nullable Layer other = isMirrored ? l.before() : l.after();
              return place(one) + " " + place(other);
            })
        .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
  }

  private static String place(@Nullable Layer layer) {
    return layer == null ? "-" : layer.graph() + ":" + layer.place();
  }

  @Test
  void everyLayerOfBothIsThereOnce() {
    Model one = Tflite.read(Fixtures.model("fmnist_lstm"));
    Model other = Tflite.read(Fixtures.model("fmnist_lstm_k2"));
    Comparison comparison = Texts.compare(one, other);
    assertThat(comparison.layers().stream().map(LayerPair::before).filter(l -> l != null))
        .doesNotHaveDuplicates();
    assertThat(comparison.layers().stream().map(LayerPair::after).filter(l -> l != null))
        .doesNotHaveDuplicates()
        .hasSize(comparison.afterTotals().ops());
    assertThat(comparison.layers().stream().mapToLong(LayerPair::beforeBytes).sum())
        .isEqualTo(comparison.beforeTotals().weightBytes());
  }

  @Test
  void portsHaveTheNamesOfSignatures() {
    Comparison comparison =
        Texts.compare(
            Text.parse(SIGNED),
            Text.parse(SIGNED.replace("image", "picture").replace("1,4]) ->", "1?,4]) ->")));
    assertThat(comparison.ports())
        .extracting(p -> p.name() + " " + p.isInput() + " " + p.isSame())
        .containsExactly("image true false", "picture true false", "scores false true");
    assertThat(comparison.isSame()).isFalse();
  }

  @Test
  void withoutSignaturesPortsArePairedByPlace() {
    String plain = SIGNED.substring(SIGNED.indexOf("graph main"));
    Comparison comparison = Texts.compare(plain, SIGNED.replace("%x", "%image"));
    assertThat(comparison.ports()).hasSize(2).allMatch(PortPair::isSame);
    assertThat(comparison.other())
        .containsExactly(new Change(Kind.MODEL, "signature 'serve'", "", "1 input, 1 output"));
  }

  @Test
  void theHeadlineTellsSizeLayersAndWeights() {
    Comparison comparison = Texts.compare(SIGNED, SIGNED.replace("TANH", "LOGISTIC"));
    assertThat(Headline.of(comparison, b -> b + " B"))
        .containsExactly(
            "b.tflite is 2.00× smaller than a.tflite: 500 B instead of 1000 B.",
            "Layers: 1 changed.",
            "Inputs and outputs are the same.");
    assertThat(Headline.of(Texts.compare(SIGNED, SIGNED), b -> b + " B"))
        .containsExactly("a.tflite and b.tflite are the same model; their files are not.");
  }

  @Test
  void opsAreCountedByTheTypesTheyWorkOn() {
    String quantized =
        """
        graph main(%x: f32[1,4]) -> (%y) {
          %i: i8[1,4] quant(scale 0.01, zero 0) = QUANTIZE(%x)
          %j: i8[1,4] quant(scale 0.0078125, zero 0) = TANH(%i)
          %y: f32[1,4] = DEQUANTIZE(%j)
        }
        """;
    assertThat(Texts.compare(SIGNED, quantized).ops())
        .containsExactly(
            new OpCount("DEQUANTIZE", "i8 → f32", 0, 1),
            new OpCount("QUANTIZE", "f32 → i8", 0, 1),
            new OpCount("TANH", "f32 → f32", 1, 0),
            new OpCount("TANH", "i8 → i8", 0, 1));
  }
}
