package dev.octet.data;

import java.lang.foreign.MemorySegment;
import java.util.List;

/** The samples of one source, then those of another, for the same inputs. */
record ConcatenatedSamples(Samples first, Samples second) implements Samples {
  @Override
  public List<InputSpec> inputs() {
    return first.inputs();
  }

  @Override
  public long size() {
    return first.size() + second.size();
  }

  @Override
  public int[] dims(long sample, int input) {
    return sample < first.size()
        ? first.dims(sample, input)
        : second.dims(sample - first.size(), input);
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    if (sample < first.size()) {
      first.read(sample, input, target);
    } else {
      second.read(sample - first.size(), input, target);
    }
  }
}
