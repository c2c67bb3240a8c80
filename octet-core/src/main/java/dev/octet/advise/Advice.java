package dev.octet.advise;

import java.nio.file.Path;
import java.util.List;

/**
 * What to do with a model.
 *
 * @param model the file
 * @param target what it is to run on
 * @param dataAvailable whether there are samples to calibrate with
 * @param facts what is known of the model
 * @param forecasts what each mode would make of it, in the order of {@link dev.octet.plan.Mode}
 * @param fit how it fits the target
 * @param recommendation what to do
 */
public record Advice(
    Path model,
    Target target,
    boolean dataAvailable,
    Facts facts,
    List<Forecast> forecasts,
    Fit fit,
    Recommendation recommendation) {
  /** Copies the list. */
  public Advice {
    forecasts = List.copyOf(forecasts);
  }
}
