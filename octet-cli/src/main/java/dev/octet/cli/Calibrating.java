package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.calibrate.Ranges;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Recipe;
import java.nio.file.Path;

/** Gets the ranges of activations from where a command line says. */
record Calibrating(Octet octet, Recipe recipe, Calibration calibration, int threads) {
  /**
   * Checks that there are ranges where they are needed: only the model tells whether it knows its
   * own.
   */
  void requireRanges() {
    if (recipe.needsRanges() && !calibration.isGiven() && octet.needsCalibration()) {
      throw new OctetException(
              ErrorCode.USAGE,
              "%s needs the ranges of activations, and this model says none"
                  .formatted(QuantizeOptions.called(recipe)))
          .in(octet.file().toString())
          .advise("give samples with --calibrate, or --ranges of an earlier calibration");
    }
  }

  /** The ranges; none where calibration neither was asked for nor is needed. */
  Ranges ranges(Session session) {
    Path earlier = calibration.ranges();
    if (earlier != null) {
      if (recipe.namesObservers()) {
        session.warn("the ranges are those of --ranges: the recipe's observers have no effect");
      }
      return octet.readRanges(earlier);
    }
    return calibration.sources().isEmpty() ? octet.withoutRanges() : calibrate(session);
  }

  private Ranges calibrate(Session session) {
    RepresentativeDataset data = samples();
    data.notes().forEach(session::warn);
    try (Progress progress = session.progress()) {
      Ranges ranges =
          octet.calibrate(
              recipe, data, threads, done -> progress.update("calibrating", done, data.size()));
      Path target = calibration.saveRanges();
      if (target != null) {
        octet.saveRanges(ranges, target);
      }
      return ranges;
    }
  }

  private RepresentativeDataset samples() {
    RepresentativeDataset all =
        Datasets.open(calibration.sources(), octet.model(), calibration.normalize());
    Integer limit = calibration.samples();
    return limit == null ? all : all.first(limit);
  }
}
