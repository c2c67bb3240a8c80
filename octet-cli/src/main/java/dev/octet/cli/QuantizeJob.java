package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.Verification;
import dev.octet.calibrate.Ranges;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Quantizes a model and sums up what became of it. */
final class QuantizeJob implements Job<QuantizeOptions> {
  @Override
  public void run(QuantizeOptions options, Session session) {
    long start = System.nanoTime();
    if (options.verification() != Verification.NONE) {
      Engine.preload(); // while the model is read
    }
    Octet loaded =
        options.requantize()
            ? Octet.loadAsFloat(options.model(), options.reading())
            : Octet.load(options.model(), options.reading());
    requireNamed(loaded, options);
    requireRanges(loaded, options);
    RepresentativeDataset data = data(loaded, options, session);
    Octet octet = improved(loaded, data, options, session);
    Ranges ranges = ranges(octet, data, options, session);
    Recipe recipe = recipe(octet, ranges, data, options, session);
    Outcome outcome = octet.quantize(recipe, ranges);
    List<String> untried =
        outcome.write(options.output(), options.verification(), options.threads());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    session.print(
        QuantizeSummary.of(outcome, options.output(), ranges, time, session.verbose())
            .withNotes(untried));
  }

  private static Recipe recipe(
      Octet octet,
      Ranges ranges,
      @Nullable RepresentativeDataset calibration,
      QuantizeOptions options,
      Session session) {
    FloatLayers floats = options.floats();
    if (!floats.isAsked()) {
      return options.recipe();
    }
    RepresentativeDataset data =
        floats.data().isEmpty()
            ? Objects.requireNonNull(calibration)
            : Datasets.open(floats.data(), octet.model(), options.calibration().normalize());
    return new LayersToFree(octet, ranges, data, options.threads())
        .without(floats, options.recipe(), session);
  }

  private static void requireNamed(Octet octet, QuantizeOptions options) {
    try {
      options.named().requireIn(octet.model());
    } catch (OctetException e) {
      throw e.in(options.model().toString());
    }
  }

  /** Only the model tells whether it knows its own ranges. */
  private static void requireRanges(Octet octet, QuantizeOptions options) {
    Recipe recipe = options.recipe();
    if (recipe.needsRanges() && !options.calibration().isGiven() && octet.needsCalibration()) {
      throw new OctetException(
              ErrorCode.USAGE,
              "%s needs the ranges of activations, and this model says none"
                  .formatted(QuantizeOptions.called(recipe)))
          .in(options.model().toString())
          .advise("give samples with --calibrate, or --ranges of an earlier calibration");
    }
  }

  private static @Nullable RepresentativeDataset data(
      Octet octet, QuantizeOptions options, Session session) {
    QuantizeOptions.Calibration calibration = options.calibration();
    if (calibration.sources().isEmpty()) {
      return null;
    }
    RepresentativeDataset all =
        Datasets.open(calibration.sources(), octet.model(), calibration.normalize());
    Integer limit = calibration.samples();
    RepresentativeDataset data = limit == null ? all : all.first(limit);
    data.notes().forEach(session::warn);
    return data;
  }

  private static Octet improved(
      Octet octet, @Nullable RepresentativeDataset data, QuantizeOptions options, Session session) {
    long size = data == null ? 0 : data.size();
    try (Progress progress = session.progress()) {
      return octet.improved(
          options.recipe(),
          data,
          options.threads(),
          done -> progress.update("improving", done, size));
    } catch (OctetException e) {
      throw e.in(options.model().toString());
    }
  }

  private static Ranges ranges(
      Octet octet, @Nullable RepresentativeDataset data, QuantizeOptions options, Session session) {
    Path earlier = options.calibration().ranges();
    if (earlier != null) {
      if (options.recipe().namesObservers()) {
        session.warn("the ranges are those of --ranges: the recipe's observers have no effect");
      }
      return octet.readRanges(earlier);
    }
    return data == null ? octet.withoutRanges() : calibrate(octet, data, options, session);
  }

  private static Ranges calibrate(
      Octet octet, RepresentativeDataset data, QuantizeOptions options, Session session) {
    try (Progress progress = session.progress()) {
      Ranges ranges =
          octet.calibrate(
              options.recipe(),
              data,
              options.threads(),
              done -> progress.update("calibrating", done, data.size()));
      Path target = options.calibration().saveRanges();
      if (target != null) {
        octet.saveRanges(ranges, target);
      }
      return ranges;
    }
  }
}
