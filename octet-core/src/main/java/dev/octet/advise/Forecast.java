package dev.octet.advise;

import dev.octet.plan.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a mode would make of a model.
 *
 * @param mode the mode
 * @param bytes of the file, laid out but not written; 0 where there would be none
 * @param ops how many have float values to begin with
 * @param integerOps how many of these would compute in integers
 * @param changedOps how many would be quantized in any form
 * @param floatReasons why others stay float, each reason once, with how many
 * @param refusal why there would be no model at all, or null
 * @param needsSamples whether the ranges of activations must be found first
 */
public record Forecast(
    Mode mode,
    long bytes,
    int ops,
    int integerOps,
    int changedOps,
    List<Count> floatReasons,
    @Nullable String refusal,
    boolean needsSamples) {
  /** Copies the list. */
  public Forecast {
    floatReasons = List.copyOf(floatReasons);
  }

  /** How many ops there are of something. */
  public record Count(String what, int ops) {}

  /** Whether the mode can be carried out. */
  public boolean isPossible() {
    return refusal == null;
  }

  /** The part of the ops that would compute in integers, from 0 to 1. */
  public double integerShare() {
    return ops == 0 ? 0 : integerOps / (double) ops;
  }
}
