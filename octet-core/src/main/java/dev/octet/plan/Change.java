package dev.octet.plan;

import org.jspecify.annotations.Nullable;

/**
 * What a rule changes; null where it changes nothing.
 *
 * @param scheme the scheme
 * @param bits how many bits weights have: 8, 4 or 2
 * @param granularity what shares a scale
 * @param minElements weights with fewer elements stay float
 * @param observer how the ranges of outputs are found
 * @param deny whether the nodes stay float, whatever earlier rules said
 */
public record Change(
    Treatment.@Nullable Kind scheme,
    @Nullable Integer bits,
    @Nullable Granularity granularity,
    @Nullable Long minElements,
    @Nullable RangeMethod observer,
    @Nullable Boolean deny) {
  /** Nothing yet. */
  public static final Change NONE = new Change(null, null, null, null, null, null);

  /** Checks the values, as the treatment that they make would. */
  public Change {
    var weights = new WeightFormat(bits == null ? 8 : bits, Granularity.CHANNEL);
    long elements = minElements == null ? 0 : minElements;
    var _ = new Treatment(Treatment.Kind.FLOAT, weights, elements, new RangeMethod.MinMax(), null);
  }

  /** Another scheme. */
  public static Change to(Treatment.Kind scheme) {
    return new Change(scheme, null, null, null, null, null);
  }

  /** Stay float. */
  public static Change denial() {
    return new Change(null, null, null, null, null, true);
  }

  /** This with that many bits for weights. */
  public Change withBits(int newBits) {
    return new Change(scheme, newBits, granularity, minElements, observer, deny);
  }

  /** This with other shares of scales. */
  public Change withGranularity(Granularity newGranularity) {
    return new Change(scheme, bits, newGranularity, minElements, observer, deny);
  }

  /** This with another bound on the size of weights. */
  public Change withMinElements(long newMinElements) {
    return new Change(scheme, bits, granularity, newMinElements, observer, deny);
  }

  /** This with another way to find ranges. */
  public Change withObserver(RangeMethod newObserver) {
    return new Change(scheme, bits, granularity, minElements, newObserver, deny);
  }

  /**
   * A treatment after this change.
   *
   * @param denial why it stays float if this denies it: a clause for people
   */
  Treatment applyTo(Treatment before, String denial) {
    WeightFormat weights = before.weights();
    return new Treatment(
        scheme == null ? before.kind() : scheme,
        new WeightFormat(
            bits == null ? weights.bits() : bits,
            granularity == null ? weights.granularity() : granularity),
        minElements == null ? before.minElements() : minElements,
        observer == null ? before.observer() : observer,
        denied(before, denial));
  }

  private @Nullable String denied(Treatment before, String denial) {
    if (deny == null) {
      return scheme == null ? before.denied() : null;
    }
    return deny ? denial : null;
  }
}
