package dev.octet.tune;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.time.Duration;

/**
 * What a search is for.
 *
 * @param maxDrop by how much the metric may be worse than the float model's
 * @param objective what to make the best of within that
 * @param budget how long it may take
 */
public record Goal(double maxDrop, Objective objective, Duration budget) {
  /**
   * Checks the numbers.
   *
   * @throws OctetException {@code USAGE} for a limit that is no number or below 0, or no time
   */
  public Goal {
    if (!(maxDrop >= 0) || Double.isInfinite(maxDrop)) {
      throw new OctetException(ErrorCode.USAGE, "a drop is 0 or more, not " + maxDrop);
    }
    if (!budget.isPositive()) {
      throw new OctetException(ErrorCode.USAGE, "a search needs some time");
    }
  }
}
