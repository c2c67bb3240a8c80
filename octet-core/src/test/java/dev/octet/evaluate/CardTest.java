package dev.octet.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.octet.Fixtures;
import dev.octet.data.Labels;
import dev.octet.error.OctetException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CardTest {
  private final Truth truth = new Truth();
  private final Shot first = new Shot(null, truth);
  private final Shot shot = new Shot(first, truth);

  private static Selection selection(int models, int top, int classes, String... names) {
    var options =
        EvaluationOptions.standard()
            .withTop(top)
            .withMetrics(MetricOptions.standard().withNames(List.of(names)));
    return Selection.of(
        new Selection.Setting(options, Answers.of(Labels.of(0)), models, new int[] {1, classes}));
  }

  private void take(Shot target, int sample, double... values) {
    target.take(sample, values, new int[] {1, values.length}, false);
  }

  @Test
  void ranksEqualScoresByTheirClass() {
    for (int top = 1; top <= 4; top++) {
      var card = new Card(selection(1, top, 4), 3, true, 255);
      for (int label = 1; label <= 3; label++) {
        truth.be(label);
        take(first, label - 1, 0.1, 0.4, 0.4, 0.1);
        card.note(first);
      }
      var accuracy = Objects.requireNonNull(card.accuracy(top));
      double share = top == 4 ? 1 : (top == 1 ? 1 : 2) / 3.0;
      assertThat(accuracy.top1()).isCloseTo(1 / 3.0, within(1e-12));
      assertThat(accuracy.topK()).isCloseTo(share, within(1e-12));
    }
  }

  @Test
  void countsSamplesThatAreNoNumbersAsWrongAndLeavesThemOutOfDifferences() {
    var card = new Card(selection(2, 2, 2), 2, false, 255);
    truth.be(1);
    take(first, 0, 3, 4);
    take(shot, 0, 3, 4.5);
    card.note(shot);
    take(first, 1, 3, 4);
    take(shot, 1, Double.NaN, 9);
    card.note(shot);
    var likeness = Objects.requireNonNull(card.likeness());
    assertThat(card.broken()).isEqualTo(1);
    assertThat(Objects.requireNonNull(card.accuracy(2)).topK()).isEqualTo(0.5);
    assertThat(likeness.agreement()).isEqualTo(0.5);
    assertThat(likeness.maxDifference()).isEqualTo(0.5);
    assertThat(likeness.snr()).isCloseTo(20, within(1e-9));
  }

  @Test
  void takesOneNumberForTheProbabilityOfTheSecondOfTwoClasses() {
    var card = new Card(selection(1, 1, 1), 4, true, 255);
    double[] probabilities = {0.2, 0.5, 0.51, 0.9};
    int[] labels = {0, 0, 1, 0};
    for (int i = 0; i < 4; i++) {
      truth.be(labels[i]);
      take(first, i, probabilities[i]);
      card.note(first);
    }
    assertThat(Objects.requireNonNull(card.accuracy(1)).top1()).isEqualTo(0.75);
  }

  @Test
  void wantsAScoreForEachClassOrAProbability() {
    var answers = Answers.of(Labels.of(0, 1));
    Contestant contestant =
        Contestant.of(
            VerifiedModel.read(Fixtures.example("fashion.tflite")),
            List.of("random:2"),
            EvaluationOptions.standard());
    first.take(0, new double[12], new int[] {1, 3, 4}, false);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> answers.check(contestant, first))
        .withMessageContaining("is [1,3,4] for a sample, not a score for each class");
    take(first, 1, 3.5);
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> answers.check(contestant, first))
        .withMessageContaining("is 3.5 for sample 1")
        .withMessageContaining("must be the probability of class 1; end the model with a sigmoid");
  }
}
