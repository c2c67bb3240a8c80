package dev.octet.data;

import dev.octet.data.RecordSet.Place;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Records of TFRecord files, each a {@code tf.train.Example} that is read when it is asked for. */
record RecordSamples(RecordSet records, List<RecordInput> bound) implements Samples {
  /** So many records may be bad before one that shows what is in them. */
  private static final long MOST_TRIED = 100;

  RecordSamples {
    bound = List.copyOf(bound);
  }

  /**
   * Opens files.
   *
   * @param paths at least one
   * @param picked the features the user named behind the path, or none
   */
  static LabelledSamples open(
      List<Path> paths,
      List<String> picked,
      List<InputSpec> inputs,
      DataOptions options,
      List<String> notes) {
    RecordSet records = RecordSet.open(paths, options.skipBad(), notes);
    FeatureMap map = FeatureMap.parse(options.features(), inputs).picked(picked, inputs);
    Opened opened = firstSound(records, map, inputs, options);
    RecordAnswers answers = opened.answers();
    return answers == null
        ? LabelledSamples.of(opened.samples())
        : new Answers(answers, options.skipBad(), notes).of(opened.samples());
  }

  private record Opened(RecordSamples samples, @Nullable RecordAnswers answers) {
    /** By what a record shows. */
    static Opened of(
        RecordSet records, Place first, FeatureMap map, List<InputSpec> inputs, DataOptions how) {
      try {
        Example example = Example.of(first.bytes());
        var binding = new RecordBinding(example, map, inputs);
        var samples = new RecordSamples(records, binding.inputs(how));
        var label = how.labels() != null ? null : binding.label();
        return new Opened(
            samples, label == null ? null : RecordAnswers.of(records, label, example));
      } catch (OctetException e) {
        throw placed(first, e);
      }
    }
  }

  /** By the first record, or where others may be left out the first that is sound. */
  private static Opened firstSound(
      RecordSet records, FeatureMap map, List<InputSpec> inputs, DataOptions options) {
    OctetException first = null;
    for (long i = 0; i < (options.skipBad() ? Math.min(records.size(), MOST_TRIED) : 1); i++) {
      try {
        return Opened.of(records, records.place(i), map, inputs, options);
      } catch (OctetException e) {
        first = first == null ? e : first;
      }
    }
    throw Objects.requireNonNull(first);
  }

  @Override
  public List<InputSpec> inputs() {
    return bound.stream().map(RecordInput::input).toList();
  }

  @Override
  public long size() {
    return records.size();
  }

  @Override
  public int[] dims(long sample, int input) {
    RecordInput wanted = bound.get(input);
    var count = FilledShape.count(wanted.input().shape());
    if (count.isPresent()) {
      return FilledShape.of(wanted.input().shape(), count.getAsLong()).orElseThrow();
    }
    Place place = records.place(sample);
    try {
      return wanted.dims(Example.of(place.bytes()));
    } catch (OctetException e) {
      throw placed(place, e);
    }
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    Place place = records.place(sample);
    try {
      bound.get(input).read(Example.of(place.bytes()), target);
    } catch (OctetException e) {
      throw placed(place, e);
    }
  }

  private static OctetException placed(Place place, OctetException e) {
    return e.where().startsWith(place.file().path().toString()) ? e : place.in(e);
  }
}
