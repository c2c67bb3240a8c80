package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** Some of many samples, at even distances: data is often sorted. */
record SpreadSamples(Samples all, long size) implements Samples {
  private long of(long sample) {
    return Math.multiplyExact(sample, all.size()) / size;
  }

  @Override
  public List<InputSpec> inputs() {
    return all.inputs();
  }

  @Override
  public int[] dims(long sample, int input) {
    return all.dims(of(sample), input);
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    all.read(of(sample), input, target);
  }
}
