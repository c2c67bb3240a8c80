package dev.octet.data;

import java.lang.foreign.MemorySegment;

/**
 * What each sample's output should be: numbers for regression, masks, images.
 *
 * @param targets the first axis counts the samples
 */
public record TargetLabels(NdArray targets) implements Labels {
  /** Checks that there is an axis of samples. */
  public TargetLabels {
    if (targets.rank() == 0) {
      throw Conversion.refused("labels are a scalar: there is no axis of samples");
    }
  }

  @Override
  public long size() {
    return targets.dim(0);
  }

  @Override
  public TargetLabels select(long[] kept) {
    long[] shape = targets.shape();
    long bytes = size() == 0 ? 0 : targets.data().byteSize() / size();
    var some = MemorySegment.ofArray(new byte[Math.toIntExact(bytes * kept.length)]);
    for (int i = 0; i < kept.length; i++) {
      MemorySegment.copy(targets.data(), kept[i] * bytes, some, i * bytes, bytes);
    }
    shape[0] = kept.length;
    return new TargetLabels(new NdArray(targets.type(), shape, some));
  }
}
