package dev.octet;

import dev.octet.calibrate.ChannelMinima;
import dev.octet.calibrate.LayerInputs;
import dev.octet.calibrate.LayerInputsGatherer;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.existing.Absorption;
import dev.octet.existing.Existing;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.op.OpTable;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.rewrite.AbsorbHighBias;
import dev.octet.rewrite.EqualizeChannels;
import dev.octet.rewrite.Noted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does to a float model what a recipe's improvements ask for before it is calibrated.
 *
 * @param threads how many engines run side by side
 * @param progress told after each sample how many are done, from any thread
 */
record Improver(OpTable table, int threads, LongConsumer progress) {
  /**
   * A model as its improvements left it.
   *
   * @param applied those that made another float model of it
   * @param notes for people, a line each
   */
  record Improved(Absorption model, Set<Improvement> applied, List<String> notes) {
    /** A model to which nothing was done. */
    static Improved not(Absorption model) {
      return new Improved(model, Set.of(), List.of());
    }
  }

  /**
   * Improves a model.
   *
   * @throws OctetException {@code USAGE} if an improvement needs samples and there are none
   */
  Improved improve(Absorption model, Recipe recipe, @Nullable RepresentativeDataset data) {
    Set<Improvement> wanting =
        recipe.improvements().stream()
            .filter(Improvement::needsSamples)
            .collect(Collectors.toCollection(TreeSet::new));
    if (data == null && !wanting.isEmpty()) {
      throw new OctetException(
              ErrorCode.USAGE, Improvement.texts(wanting) + " must see samples run")
          .advise("give them with --calibrate; the ranges of an earlier calibration do not do");
    }
    var notes = new ArrayList<String>();
    Model improved = model.model();
    for (Improvement improvement : recipe.modelImprovements()) {
      Noted noted = improved(improvement, improved, model.existing(), data);
      improved = noted.model();
      notes.addAll(noted.notes());
    }
    Absorption result =
        improved.equals(model.model())
            ? model
            : new Absorption(improved, model.existing().in(improved, table));
    return new Improved(result, recipe.modelImprovements(), notes);
  }

  /**
   * What weights are multiplied by, as far as a recipe's improvements must know it.
   *
   * @param model as {@link #improve} left it, without integer activations
   */
  LayerInputs inputs(Model model, Recipe recipe, @Nullable RepresentativeDataset data) {
    Set<Improvement> improvements = recipe.improvements();
    if (data == null || improvements.stream().noneMatch(Improvement::needsLayerInputs)) {
      return LayerInputs.none();
    }
    return new LayerInputsGatherer(table, threads, progress)
        .gather(model, Tflite.bytes(model), data, improvements.contains(Improvement.ROUND_WEIGHTS));
  }

  private Noted improved(
      Improvement improvement,
      Model model,
      Existing existing,
      @Nullable RepresentativeDataset data) {
    return switch (improvement) {
      case EQUALIZE -> EqualizeChannels.apply(model, existing::knows);
      case ABSORB_HIGH_BIAS -> absorbed(model, existing, Objects.requireNonNull(data));
      case CLIP_WEIGHTS,
          ROUND_WEIGHTS,
          BIAS_CORRECTION,
          PERCENTILE_RANGES,
          MSE_RANGES,
          ENTROPY_RANGES ->
          throw new IllegalArgumentException(improvement + " leaves the model alone");
    };
  }

  private Noted absorbed(Model model, Existing existing, RepresentativeDataset data) {
    var absorber = new AbsorbHighBias(model, existing::knows);
    var minima =
        new ChannelMinima(model, Tflite.bytes(model), absorber.wanted(), threads, progress);
    return absorber.apply(minima.over(data));
  }
}
