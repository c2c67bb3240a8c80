package dev.octet.data;

/** Some of many samples, at even distances: data is often sorted. */
record SpreadSamples(Samples all, long size) implements ChosenSamples {
  @Override
  public long of(long sample) {
    return Math.multiplyExact(sample, all.size()) / size;
  }
}
