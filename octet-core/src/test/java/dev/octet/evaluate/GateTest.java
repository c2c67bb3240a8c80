package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Gate.Comparison;
import dev.octet.evaluate.Gate.Finding;
import dev.octet.evaluate.Gate.Quantity;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
  private static final Catalogue KNOWN = Catalogue.of(List.of());
  private static final Evaluation EVALUATION =
      new Evaluation(
          100,
          5,
          List.of(
              score("a/float.tflite", 1000, 0.9, null, 0.2, null),
              score("a/int8.tflite", 250, 0.89, -0.01, 0.3, 0.1),
              score("a/dynamic.tflite", 400, 0.92, 0.02, 0.2, 0.0)),
          List.of());

  private static Score score(
      String file,
      long bytes,
      double top1,
      @Nullable Double more,
      double mae,
      @Nullable Double worse) {
    return new Score(
        Path.of(file),
        bytes,
        "out",
        null,
        null,
        0,
        Map.of(
            "top1", figure("top1", Better.HIGHER, top1, more),
            "mae", figure("mae", Better.LOWER, mae, worse)),
        null);
  }

  private static Figure figure(
      String name, Better better, double value, @Nullable Double difference) {
    return new Figure(
        name,
        Unit.NUMBER,
        better,
        value,
        null,
        difference == null ? null : new Difference(difference, null));
  }

  @Test
  void isReadFromLeftToRight() {
    assertThat(Gate.parse("top1.drop@int8.tflite <= 1%", KNOWN))
        .isEqualTo(
            new Gate(
                "top1.drop@int8.tflite <= 1%",
                "top1", Quantity.DROP, "int8.tflite", Comparison.AT_MOST, 0.01));
    assertThat(Gate.parse("bytes.ratio<0.3", KNOWN).comparison()).isEqualTo(Comparison.BELOW);
    assertThat(Gate.parse(" agreement>=.99 ", KNOWN).limit()).isEqualTo(0.99);
    assertThat(Gate.parse("top3==1", KNOWN).metric()).isEqualTo("top3");
    assertThat(Gate.parse("mae>-1e-3", KNOWN).limit()).isEqualTo(-0.001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "top1.dorp<=1   | at character 6, 'dorp<=1': behind the point goes drop or ratio",
        "tpo1<=1        | at character 1, 'tpo1<=1': there is no metric 'tpo1': did you mean top1?",
        "tpo1<=1        | there are top1, topN, agreement,",
        "top1=0.1       | at character 5, '=0.1': here goes <=, >=, ==, < or >",
        "top1<=x        | at character 7, 'x': here goes a number",
        "top1<=         | at its end: here goes a number",
        "top1<=1 2      | at character 9, '2': a gate ends after its number",
        "top1@<1        | at character 6, '<1': behind the @ goes a model",
        "bytes.drop<1   | use bytes.ratio",
        "sqnr.drop<1    | compares with the first model already",
        "confusion>1    | 'confusion' has no number",
        "<1             | a gate begins with a metric",
      })
  void saysWhereItDoesNotParse(String text, String mentions) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Gate.parse(text, KNOWN))
        .withMessageStartingWith("gate '" + text + "': does not parse ")
        .withMessageContaining(mentions)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
  }

  private static List<Boolean> passed(String gate) {
    return Gate.parse(gate, KNOWN).check(EVALUATION).stream().map(Finding::isPassed).toList();
  }

  @Test
  void isAboutTheModelsBehindTheFirstUnlessOneIsNamed() {
    assertThat(passed("top1.drop<=0.5%")).containsExactly(false, true);
    assertThat(passed("top1.drop@int8.tflite<=1.001%")).containsExactly(true);
    assertThat(passed("top1>=0.9")).containsExactly(false, true);
    assertThat(passed("top1@1>=0.9")).containsExactly(true);
    assertThat(passed("bytes.ratio<=0.3")).containsExactly(true, false);
    assertThat(passed("bytes@a/int8.tflite==250")).containsExactly(true);
  }

  @Test
  void aDropIsWhatIsWorse() {
    assertThat(passed("mae.drop<=0.05")).containsExactly(false, true);
    assertThat(passed("top1.drop<0")).containsExactly(false, true);
  }

  @Test
  void needsTheModelsItIsAbout() {
    for (String text : List.of("top1.drop<=1", "bytes.ratio<1")) {
      assertThatExceptionOfType(OctetException.class)
          .isThrownBy(() -> Gate.parse(text, KNOWN).requireIn(List.of(Path.of("one.tflite"))))
          .withMessageContaining("there is no other; give a second model");
    }
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Gate.parse("top1@c.tflite>0", KNOWN).check(EVALUATION))
        .withMessageContaining("there is no model 'c.tflite'; say one of a/float.tflite");
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(
            () ->
                Gate.parse("top1@m.tflite>0", KNOWN)
                    .requireIn(List.of(Path.of("a/m.tflite"), Path.of("b/m.tflite"))))
        .withMessageContaining("more than one model is called 'm.tflite'");
  }
}
