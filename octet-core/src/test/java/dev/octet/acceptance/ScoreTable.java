package dev.octet.acceptance;

import dev.octet.Fixtures;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.EvaluationOptions;
import dev.octet.evaluate.Evaluator;
import dev.octet.evaluate.VerifiedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.assertj.core.api.SoftAssertions;

/**
 * Accuracy, or signal-to-noise ratio where there are no labels, and bytes: Octet's and a peer's.
 */
final class ScoreTable {
  /** Half a point of accuracy, as the issue has it. */
  private static final double ACCURACY = 0.005;

  /**
   * dB. The noise of a model that ends in a softmax is that of the few samples whose class it
   * nearly changes: between the two halves of these 128 samples the distance of the same two models
   * moves by 2 dB, so a distance of less than 1 over all of them says nothing.
   */
  private static final double SNR = 1;

  /** Two of 128 samples, for the same reason. */
  private static final double AGREEMENT = 2 / 128.0;

  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Double> published = published();

  private record Row(
      String model, Peer peer, String official, Score ours, Score theirs, OptionalDouble csv) {}

  void measure(Subject subject, Function<Peer, Path> made) {
    var files = new ArrayList<Path>(List.of(subject.octet().file()));
    for (Peer peer : Peer.ALL) {
      files.add(made.apply(peer));
      files.add(peer.nearest(subject.name()));
    }
    Map<Path, Score> scores = scores(subject, files);
    for (int i = 0; i < Peer.ALL.size(); i++) {
      Path theirs = files.get(2 * i + 2);
      String official = theirs.getFileName().toString().replace(".tflite", "");
      Double csv = published.get(subject.name() + "," + official.replaceFirst("-", ","));
      rows.add(
          new Row(
              subject.name(),
              Peer.ALL.get(i),
              official,
              Objects.requireNonNull(scores.get(files.get(2 * i + 1))),
              Objects.requireNonNull(scores.get(theirs)),
              csv == null ? OptionalDouble.empty() : OptionalDouble.of(csv)));
    }
  }

  /** The score of each file; files of equal bytes run once. */
  private static Map<Path, Score> scores(Subject subject, List<Path> files) {
    var distinct = new ArrayList<Path>();
    var standsFor = new HashMap<Path, Integer>();
    for (Path file : files) {
      int known = 0;
      while (known < distinct.size() && !sameBytes(distinct.get(known), file)) {
        known++;
      }
      if (known == distinct.size()) {
        distinct.add(file);
      }
      standsFor.put(file, known);
    }
    var options = EvaluationOptions.standard().withThreads(2).withData(subject.reading());
    Evaluation evaluation =
        new Evaluator(options, _ -> {})
            .evaluate(
                distinct.stream().map(VerifiedModel::read).toList(),
                subject.test(),
                subject.labels());
    var scores = new HashMap<Path, Score>();
    standsFor.forEach((file, i) -> scores.put(file, evaluation.models().get(i)));
    return scores;
  }

  private static boolean sameBytes(Path a, Path b) {
    try {
      return Files.mismatch(a, b) < 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The accuracy in peers.csv by "model,tool,mode", where it is of all images. */
  private static Map<String, Double> published() {
    try {
      var accuracies = new HashMap<String, Double>();
      for (String line : Files.readAllLines(Fixtures.shared("peers.csv"))) {
        String[] cells = line.split(",", -1);
        if (cells.length > 9 && cells[9].equals("2000")) {
          accuracies.put(cells[0] + "," + cells[1] + "," + cells[2], Double.parseDouble(cells[8]));
        }
      }
      return accuracies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    var text = new StringBuilder("\nAccuracy (fmnist, %) or SNR against float (tiny, dB)\n");
    text.append(
        "%-12s %-15s %8s %8s %7s %9s %10s  %s%n"
            .formatted(
                "model",
                "mode",
                "bytes",
                "official",
                "Octet",
                "official",
                "peers.csv",
                "official file"));
    for (Row row : rows) {
      text.append(
          "%-12s %-15s %8d %8d %7s %9s %10s  %s%n"
              .formatted(
                  row.model,
                  row.peer.name(),
                  row.ours.bytes(),
                  row.theirs.bytes(),
                  figure(row.ours),
                  figure(row.theirs),
                  row.csv.isPresent() ? "%.2f".formatted(100 * row.csv.getAsDouble()) : "-",
                  row.official + (row.peer.golden(row.model).isEmpty() ? " (nearest)" : "")));
    }
    return text.toString();
  }

  private static String figure(Score score) {
    return score.accuracy() != null
        ? "%.2f".formatted(100 * score.accuracy().top1())
        : "%.2f".formatted(likeness(score).snr());
  }

  void check(SoftAssertions soft) {
    for (Row row : rows) {
      String name = row.model + " " + row.peer.name();
      soft.assertThat(row.ours.broken()).as("broken outputs of %s", name).isZero();
      soft.assertThat(row.ours.bytes())
          .as("bytes of %s", name)
          .isLessThanOrEqualTo(row.theirs.bytes());
      if (row.ours.accuracy() != null && row.theirs.accuracy() != null) {
        double best = Math.max(row.theirs.accuracy().top1(), row.csv.orElse(0));
        soft.assertThat(row.ours.accuracy().top1())
            .as("accuracy of %s", name)
            .isGreaterThanOrEqualTo(best - ACCURACY);
      } else {
        soft.assertThat(likeness(row.ours).snr())
            .as("SNR of %s", name)
            .isGreaterThanOrEqualTo(likeness(row.theirs).snr() - SNR);
        soft.assertThat(likeness(row.ours).agreement())
            .as("agreement of %s", name)
            .isGreaterThanOrEqualTo(likeness(row.theirs).agreement() - AGREEMENT);
      }
    }
  }

  private static Likeness likeness(Score score) {
    return Objects.requireNonNull(score.likeness());
  }
}
