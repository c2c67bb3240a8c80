package dev.octet.data;

/**
 * The samples of certain indices.
 *
 * @param kept rising
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptSamples(Samples all, long[] kept) implements ChosenSamples {
  @Override
  public long size() {
    return kept.length;
  }

  @Override
  public long of(long sample) {
    return kept[(int) sample];
  }
}
