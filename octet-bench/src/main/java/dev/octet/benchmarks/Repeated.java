package dev.octet.benchmarks;

import dev.octet.data.InputSpec;
import dev.octet.data.Samples;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * Samples over and over again.
 *
 * @param once the samples
 * @param size how many there are to be
 */
record Repeated(Samples once, long size) implements Samples {
  @Override
  public List<InputSpec> inputs() {
    return once.inputs();
  }

  @Override
  public int[] dims(long sample, int input) {
    return once.dims(sample % once.size(), input);
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    once.read(sample % once.size(), input, target);
  }
}
