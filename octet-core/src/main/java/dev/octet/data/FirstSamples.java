package dev.octet.data;

/** The first of some samples. */
record FirstSamples(Samples all, long size) implements ChosenSamples {
  @Override
  public long of(long sample) {
    return sample;
  }
}
