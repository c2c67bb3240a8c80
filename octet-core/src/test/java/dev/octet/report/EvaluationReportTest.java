package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.evaluate.Confusion;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Figure.Better;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Figure.Unit;
import dev.octet.evaluate.Interval;
import dev.octet.report.Verdict.Tone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationReportTest {
  private static Score score(String file, long bytes, double top1, @Nullable Difference than) {
    var figure =
        new Figure(
            "top1",
            Unit.SHARE,
            Better.HIGHER,
            top1,
            new Interval(top1 - 0.01, top1 + 0.01, 0.95),
            than);
    var confusion =
        new Confusion(new long[][] {{8, 2}, {1, 9}}, new long[2], List.of("cat", "dog"));
    return new Score(
        Path.of(file),
        bytes,
        "probs",
        new Accuracy(top1, 1),
        null,
        0,
        Map.of("top1", figure),
        confusion);
  }

  private static Report report(Score... scores) {
    return new EvaluationReport(
            "title", new Evaluation(20, 5, List.of(scores), List.of()), List.of())
        .report(Made.PROVENANCE);
  }

  private static Difference difference(double value, double margin) {
    return new Difference(value, new Interval(value - margin, value + margin, 0.95));
  }

  @Test
  void oneModelIsSummedUp() {
    Report report = report(score("float.tflite", 1000, 0.85, null));
    Made.check(report);
    assertThat(report.verdict().headline()).isEqualTo("float.tflite: top1 of 85.00%.");
    assertThat(Made.sections(report)).containsExactly("glance", "models", "classes");
  }

  @Test
  void aLossThatTheSamplesShowIsBad() {
    Report report =
        report(
            score("a/model.tflite", 1000, 0.85, null),
            score("b/model.tflite", 250, 0.80, difference(-0.05, 0.02)));
    Made.check(report);
    assertThat(report.verdict().tone()).isEqualTo(Tone.BAD);
    assertThat(report.verdict().headline())
        .isEqualTo(
            "b/model.tflite is worse than a/model.tflite: top1 80.00%, −5.00 points (−7.00 to"
                + " −3.00).");
    Scatter scatter = Made.block(report, "models", Scatter.class);
    assertThat(scatter.points()).extracting(Scatter.Point::y).containsExactly(85.0, 80.0);
    assertThat(scatter.front()).containsExactly("b/model.tflite", "a/model.tflite");
    assertThat(Made.block(report, "models", Grid.class).rows().get(1).cells())
        .extracting(Grid.Cell::text)
        .containsExactly(
            "b/model.tflite", "250 B", "80.00% (79.00%–81.00%)", "−5.00 (−7.00 to −3.00) *");
  }

  @Test
  void whatChanceExplainsIsNoLoss() {
    Report report =
        report(
            score("float.tflite", 1000, 0.85, null),
            score("int8.tflite", 250, 0.84, difference(-0.01, 0.02)));
    assertThat(report.verdict().tone()).isEqualTo(Tone.GOOD);
    assertThat(report.verdict().headline())
        .startsWith("int8.tflite cannot be told from float.tflite by these samples: ");
  }

  @Test
  void classesHaveTheirFigures() {
    Report report = report(score("float.tflite", 1000, 0.85, null));
    assertThat(Made.block(report, "classes", Grid.class).rows().getFirst().cells())
        .extracting(Grid.Cell::text)
        .containsExactly("cat", "10", "80.00%", "88.89%", "84.21%");
    Heatmap heatmap = Made.block(report, "classes", Heatmap.class);
    assertThat(heatmap.values()).containsExactly(List.of(8.0, 2.0), List.of(1.0, 9.0));
  }

  @Test
  void ofManyClassesTheMistakesAreListed() {
    int classes = ConfusionSection.DRAWN + 1;
    long[][] counts =
        IntStream.range(0, classes).mapToObj(_ -> new long[classes]).toArray(long[][]::new);
    counts[3][7] = 5;
    Score first = score("float.tflite", 1000, 0.85, null);
    var many =
        new Score(
            first.file(),
            first.bytes(),
            first.output(),
            null,
            null,
            0,
            first.figures(),
            new Confusion(counts, new long[classes], List.of()));
    Report report = report(many);
    Made.check(report);
    Grid mistakes = (Grid) Made.section(report, "classes").blocks().getLast();
    assertThat(mistakes.rows().getFirst().cells())
        .extracting(Grid.Cell::text)
        .containsExactly("3", "7", "5");
  }
}
