package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** The first of some samples. */
record FirstSamples(Samples all, long size) implements Samples {
  @Override
  public List<InputSpec> inputs() {
    return all.inputs();
  }

  @Override
  public int[] dims(long sample, int input) {
    return all.dims(sample, input);
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    all.read(sample, input, target);
  }
}
