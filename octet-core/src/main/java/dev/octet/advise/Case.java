package dev.octet.advise;

import dev.octet.plan.Mode;
import java.nio.file.Path;
import java.util.Map;

/**
 * All that a decision rests on.
 *
 * @param file the model
 * @param dataAvailable whether there are samples to calibrate with
 * @param rangesKnown whether the model's own quantization says the ranges of activations
 * @param facts about the model
 * @param forecasts what each mode would make of it
 * @param fit how it fits the target
 * @param batchFixed whether the file leaves the batch open, and it was looked at with 1
 */
record Case(
    Path file,
    boolean dataAvailable,
    boolean rangesKnown,
    Facts facts,
    Map<Mode, Forecast> forecasts,
    Fit fit,
    boolean batchFixed) {
  /** A file that is smaller by less is not worth the trouble. */
  private static final double WORTHWHILE = 0.9;

  Forecast of(Mode mode) {
    Forecast forecast = forecasts.get(mode);
    if (forecast == null) {
      throw new IllegalStateException("no forecast for " + mode);
    }
    return forecast;
  }

  /** Whether modes with integer activations can be carried out. */
  boolean canCalibrate() {
    return dataAvailable || rangesKnown;
  }

  /** Whether a mode makes the file smaller by so much that it is worth the trouble. */
  boolean saves(Mode mode) {
    return of(mode).isPossible() && of(mode).bytes() < WORTHWHILE * facts.bytes();
  }
}
