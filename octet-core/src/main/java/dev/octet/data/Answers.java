package dev.octet.data;

import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

/** Reads the right answers of all samples of a source. */
record Answers(Answer.Source source, boolean skipBad, List<String> notes) {
  /**
   * Samples with their answers.
   *
   * @throws OctetException {@code BAD_DATA} for the first that has none; such samples are left out,
   *     and counted in the notes, if bad ones may be
   */
  LabelledSamples of(Samples samples) {
    int size = Math.toIntExact(samples.size());
    var answers = new Answer[size];
    var problems = new OctetException[size];
    IntStream.range(0, size).parallel().forEach(i -> read(i, answers, problems));
    long[] kept = IntStream.range(0, size).filter(i -> answers[i] != null).asLongStream().toArray();
    List<Answer> good = Arrays.stream(answers).filter(Objects::nonNull).toList();
    if (good.size() == size) {
      return labelled(samples, good, i -> i);
    }
    List<OctetException> bad = Arrays.stream(problems).filter(Objects::nonNull).toList();
    if (!skipBad || good.isEmpty()) {
      throw bad.getFirst();
    }
    notes.add(BadSamples.note(size, bad.stream().map(e -> e.where() + ": " + e.what()).toList()));
    return labelled(new KeptSamples(samples, kept), good, i -> kept[(int) i]);
  }

  private void read(int sample, Answer[] answers, OctetException[] problems) {
    try {
      answers[sample] = source.answer(sample);
    } catch (OctetException e) {
      problems[sample] = e;
    }
  }

  private LabelledSamples labelled(Samples samples, List<Answer> good, LongUnaryOperator kept) {
    Labels labels = new AnswerLabels(good, source, kept).labels();
    return new LabelledSamples(samples, labels, List.of());
  }
}
