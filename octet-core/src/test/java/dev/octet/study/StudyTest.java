package dev.octet.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.bench.Latency;
import dev.octet.bench.Measurement;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Interval;
import dev.octet.runtime.KernelSet;
import dev.octet.study.StudyRow.Made;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the rows of a study. */
class StudyTest {
  private static StudyRow row(String kind, long bytes, double top1, double by, double millis) {
    Path file = Path.of(kind + ".tflite");
    var difference =
        kind.equals(StudyRow.FLOAT)
            ? null
            : new Difference(by, new Interval(by - 0.003, by + 0.003, 0.95));
    var figure =
        new Figure(
            "top1",
            Unit.SHARE,
            Better.HIGHER,
            top1,
            new Interval(top1 - 0.01, top1 + 0.01, 0.95),
            difference);
    var score = new Score(file, bytes, "probs", null, null, 0, Map.of("top1", figure), null);
    var latency = new Latency(9, millis, millis, millis, millis, millis, millis, List.of(millis));
    var measurement =
        new Measurement(
            file,
            bytes,
            1,
            KernelSet.DEFAULT,
            KernelSet.DEFAULT,
            latency,
            null,
            Duration.ZERO,
            0,
            null,
            List.of(),
            null);
    return new StudyRow(
        kind, new Made(file, bytes, "", 4, 2, 3), score, List.of(measurement), null, List.of());
  }

  private static final StudyRow FLOAT = row("float", 1000, 0.9, 0, 1);

  private static Study study(StudyRow... rows) {
    return new Study(
        Path.of("m.tflite"),
        List.of(rows),
        "top1",
        2000,
        100,
        List.of(1),
        new Study.Setting(2, "2.20.0", "DEFAULT"),
        List.of(),
        Duration.ZERO);
  }

  private static List<String> front(Study study) {
    return study.front().stream().map(StudyRow::kind).toList();
  }

  @Test
  void theVerdictIsASentence() {
    Study study = study(FLOAT, row("int8", 294, 0.898, -0.002, 1 / 1.9));
    assertThat(study.verdict())
        .isEqualTo(
            new StudyVerdict(
                "int8",
                "int8 is 3.4× smaller, 1.9× faster, accuracy −0.2 ± 0.3 points: take it",
                true));
  }

  @Test
  void whatLosesTooMuchIsNotTaken() {
    Study study =
        study(
            FLOAT,
            row("int8", 250, 0.7, -0.2, 0.3),
            row("dynamic", 300, 0.895, -0.005, 0.6),
            row("int16x8", 300, 0.9, 0, 40));
    assertThat(study.verdict().kind()).isEqualTo("dynamic");
    assertThat(study(FLOAT, row("int8", 250, 0.7, -0.2, 0.3)).verdict().text())
        .isEqualTo(
            "every kind loses more than a point, int8 the least (4.0× smaller, 3.3× faster,"
                + " accuracy −20.0 ± 0.3 points): try 'octet tune'");
  }

  @Test
  void whatGainsNothingIsNotTaken() {
    StudyVerdict verdict = study(FLOAT, row("weights8", 1001, 0.9, 0, 1)).verdict();
    assertThat(verdict.kind()).isNull();
    assertThat(verdict.text()).contains("keep the float model");
    assertThat(study(FLOAT, StudyRow.failed("int8", "needs samples")).verdict().text())
        .contains("no kind could be made");
  }

  @Test
  void theFrontHoldsWhatNoOtherBeats() {
    assertThat(
            front(
                study(
                    FLOAT,
                    row("dynamic", 300, 0.9, 0, 0.9),
                    row("int8", 290, 0.89, -0.01, 0.5),
                    row("int16x8", 310, 0.89, -0.01, 5),
                    StudyRow.failed("int8-only", "an op has no integer form"))))
        .containsExactly("dynamic", "int8");
  }

  @Test
  void noiseMovesNothingToTheFront() {
    assertThat(front(study(FLOAT, row("a", 300, 0.9, 0, 0.51), row("b", 299, 0.9, 0, 0.515))))
        .containsExactly("b");
  }

  @Test
  void aRowHasAModelOrAReason() {
    assertThatThrownBy(() -> new StudyRow("int8", null, null, List.of(), null, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> study(StudyRow.failed("float", "none")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
