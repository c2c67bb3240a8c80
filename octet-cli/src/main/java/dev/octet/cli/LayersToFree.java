package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.Outcome;
import dev.octet.calibrate.Ranges;
import dev.octet.cli.Calibrating.Calibrated;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset;
import dev.octet.debug.DebugOptions;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.Sensitivity;
import dev.octet.debug.SensitivityOptions;
import dev.octet.plan.NodeNames;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import java.util.Locale;
import java.util.Objects;

/** Finds the layers that are to stay float by measuring what they do. */
record LayersToFree(
    FloatLayers floats,
    Recipe asked,
    int threads,
    Octet octet,
    Ranges ranges,
    RepresentativeDataset data,
    Session session) {
  /**
   * The recipe without them, for a calibrated model, measured on the samples that were given for
   * it; the recipe itself where none were asked for.
   */
  static Recipe recipe(
      FloatLayers floats, Recipe asked, int threads, Calibrated calibrated, Session session) {
    if (!floats.isAsked()) {
      return asked;
    }
    RepresentativeDataset data =
        floats.data().isEmpty()
            ? Objects.requireNonNull(calibrated.data())
            : Datasets.open(floats.data(), calibrated.octet().model(), floats.options());
    if (!floats.data().isEmpty()) {
      data.notes().forEach(session::warn);
    }
    return new LayersToFree(
            floats, asked, threads, calibrated.octet(), calibrated.ranges(), data, session)
        .recipe();
  }

  /** The recipe without them: the worst first, then what is suspect of the rest. */
  private Recipe recipe() {
    Integer worst = floats.worst();
    Double suspects = floats.suspects();
    try (Progress progress = session.progress()) {
      Recipe rest = worst == null ? asked : withoutWorst(worst, asked, progress);
      return suspects == null ? rest : withoutSuspects(suspects, rest, progress);
    }
  }

  private Recipe withoutWorst(int count, Recipe recipe, Progress progress) {
    var how = SensitivityOptions.standard().withThreads(threads).withRefined(count);
    Sensitivity found = octet.sensitivity(recipe, ranges, data, how, progress::update);
    if (count > found.layers().size()) {
      session.warn("only %d layers are quantized: all stay float".formatted(found.layers().size()));
    }
    return found.denyWorst(count, recipe);
  }

  private Recipe withoutSuspects(double bound, Recipe recipe, Progress progress) {
    Outcome outcome = octet.quantize(recipe.lenient(), ranges);
    var names = new NodeNames(outcome.plan().model());
    Recipe result = recipe;
    for (LayerStatistics layer :
        octet
            .debug(
                outcome,
                data,
                DebugOptions.standard(),
                threads,
                done -> progress.update("comparing layers", done, data.size()))
            .layers()) {
      if (layer.rmseOverScale() > bound) {
        String why = String.format(Locale.ROOT, "its RMSE/scale is %.2f", layer.rmseOverScale());
        result =
            result.with(Rule.denial(Selector.node(names.pattern(layer.place().original())), why));
      }
    }
    return result;
  }
}
