package dev.octet.data;

import dev.octet.data.RecordSet.Place;
import dev.octet.error.OctetException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/** Records of TFRecord files, each a {@code tf.train.Example} that is read when it is asked for. */
record RecordSamples(RecordSet records, List<RecordInput> bound) implements Samples {
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
    long first = firstSound(records, options.skipBad());
    Place place = records.place(first);
    try {
      Example example = Example.of(place.bytes());
      var binding = new RecordBinding(example, map, inputs);
      var bound = binding.inputs(options);
      var samples = new RecordSamples(records, bound);
      var label = options.labels() != null ? null : binding.label();
      return label == null
          ? LabelledSamples.of(samples)
          : new Answers(RecordAnswers.of(records, label, example), options.skipBad(), notes)
              .of(samples);
    } catch (OctetException e) {
      throw e.where().contains("record ") ? e : place.in(e);
    }
  }

  /** The first record that can be read, where others may be left out. */
  private static long firstSound(RecordSet records, boolean skipBad) {
    long last = skipBad ? records.size() - 1 : 0;
    for (long i = 0; i < last; i++) {
      try {
        var _ = Example.of(records.place(i).bytes());
        return i;
      } catch (OctetException e) {
        // counted when all of them are looked at
      }
    }
    return last;
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
