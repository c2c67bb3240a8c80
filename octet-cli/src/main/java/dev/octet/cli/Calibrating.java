package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.calibrate.Ranges;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Recipe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What comes before quantizing: improvements, and the ranges of activations.
 *
 * @param recipe what is to be made
 * @param calibration what the command line says of it
 * @param threads how many engines run side by side
 */
record Calibrating(Recipe recipe, Calibration calibration, int threads, Session session) {
  /**
   * A model that is ready to be quantized.
   *
   * @param octet with the recipe's improvements
   * @param ranges of its activations
   * @param data the samples of the calibration; null if there was none
   */
  record Calibrated(Octet octet, Ranges ranges, @Nullable RepresentativeDataset data) {}

  /** Readies a model. */
  Calibrated run(Octet loaded) {
    requireRanges(loaded);
    RepresentativeDataset data = data(loaded);
    Octet octet = improved(loaded, data);
    return new Calibrated(octet, ranges(octet, data), data);
  }

  /** Only the model tells whether it knows its own ranges. */
  private void requireRanges(Octet octet) {
    if (recipe.needsRanges() && !calibration.isGiven() && octet.needsCalibration()) {
      throw new OctetException(
              ErrorCode.USAGE,
              "%s needs the ranges of activations, and this model says none"
                  .formatted(QuantizeOptions.called(recipe)))
          .in(octet.file().toString())
          .advise("give samples with --calibrate, or --ranges of an earlier calibration");
    }
  }

  private @Nullable RepresentativeDataset data(Octet octet) {
    if (calibration.sources().isEmpty()) {
      return null;
    }
    RepresentativeDataset all =
        Datasets.open(calibration.sources(), octet.model(), calibration.options());
    Integer limit = calibration.samples();
    RepresentativeDataset data = limit == null ? all : all.first(limit);
    data.notes().forEach(session::warn);
    return data;
  }

  private Octet improved(Octet octet, @Nullable RepresentativeDataset data) {
    long size = data == null ? 0 : data.size();
    try (Progress progress = session.progress()) {
      return octet.improved(
          recipe, data, threads, done -> progress.update("improving", done, size));
    } catch (OctetException e) {
      throw e.in(octet.file().toString());
    }
  }

  private Ranges ranges(Octet octet, @Nullable RepresentativeDataset data) {
    Path earlier = calibration.ranges();
    if (earlier != null) {
      if (recipe.namesObservers()) {
        session.warn("the ranges are those of --ranges: the recipe's observers have no effect");
      }
      return octet.readRanges(earlier);
    }
    return data == null || !recipe.needsRanges() ? octet.withoutRanges() : calibrate(octet, data);
  }

  private Ranges calibrate(Octet octet, RepresentativeDataset data) {
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
}
