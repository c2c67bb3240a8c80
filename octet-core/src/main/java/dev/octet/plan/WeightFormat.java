package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/**
 * How weights are stored as integers.
 *
 * @param bits 8, 4 or 2
 * @param granularity what shares a scale
 */
public record WeightFormat(int bits, Granularity granularity) {
  /** Eight bits with a scale for each output channel. */
  public static final WeightFormat INT8 = new WeightFormat(8, Granularity.CHANNEL);

  /**
   * Checks the bits.
   *
   * @throws OctetException {@code USAGE} if there is no such format
   */
  public WeightFormat {
    if (bits != 8 && bits != 4 && bits != 2) {
      throw new OctetException(ErrorCode.USAGE, "weights cannot have %d bits".formatted(bits))
          .advise("choose 8, 4 or 2");
    }
  }

  /** Whether channels are cut into blocks. */
  public boolean isBlockwise() {
    return granularity.isBlockwise();
  }

  /** Whether the whole tensor has one scale. */
  public boolean isPerTensor() {
    return granularity == Granularity.TENSOR;
  }

  /** This with other bits. */
  public WeightFormat withBits(int newBits) {
    return new WeightFormat(newBits, granularity);
  }

  /** This with other shares. */
  public WeightFormat withGranularity(Granularity newGranularity) {
    return new WeightFormat(bits, newGranularity);
  }

  /** For people: {@code int4 weights, block32}; the granularity is left out per channel. */
  public String text() {
    String granular = granularity == Granularity.CHANNEL ? "" : ", " + granularity.text();
    return "int" + bits + " weights" + granular;
  }
}
