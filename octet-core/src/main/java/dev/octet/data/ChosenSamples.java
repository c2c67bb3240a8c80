package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.LongStream;

/** Some of many samples. */
sealed interface ChosenSamples extends Samples permits FirstSamples, SpreadSamples, KeptSamples {
  /** Those that are chosen from. */
  Samples all();

  /** Which of these a sample is. */
  long of(long sample);

  /** The labels of the chosen, of those of all. */
  default Labels of(Labels labels) {
    return labels.select(LongStream.range(0, size()).map(this::of).toArray());
  }

  @Override
  default List<InputSpec> inputs() {
    return all().inputs();
  }

  @Override
  default int[] dims(long sample, int input) {
    return all().dims(of(sample), input);
  }

  @Override
  default void read(long sample, int input, MemorySegment target) {
    all().read(of(sample), input, target);
  }
}
