package dev.octet.debug;

import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.debug.Sensitivity.Layer;
import dev.octet.debug.Sensitivity.Watch;
import dev.octet.debug.SensitivityOptions.Way;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.plan.NodeNames;
import dev.octet.plan.Plan;
import dev.octet.plan.Recipe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Measures the effect of each quantized layer on the model's outputs, one layer at a time: the
 * model is quantized anew for each, several side by side, and compared with the float model, which
 * runs once. The result does not depend on the number of threads.
 */
public final class SensitivityAnalysis {
  private final Requantizer requantizer;
  private final SensitivityOptions options;
  private final Watch watch;

  /** For a calibrated model. */
  public SensitivityAnalysis(Requantizer requantizer, SensitivityOptions options, Watch watch) {
    this.requantizer = requantizer;
    this.options = options;
    this.watch = watch;
  }

  /**
   * Measures each layer that a recipe quantizes.
   *
   * @param data samples for the float model
   * @throws dev.octet.error.OctetException {@code BAD_DATA} for samples that do not fit, {@code
   *     RUNTIME} if a model does not run, {@code USAGE} for a signature that is not there
   */
  public Sensitivity run(Recipe recipe, RepresentativeDataset data) {
    Recipe lenient = recipe.lenient();
    Plan plan = requantizer.plan(lenient);
    Map<String, Node> layers = layers(plan);
    List<Recipe> recipes = new ArrayList<>(List.of(lenient));
    for (String node : layers.keySet()) {
      recipes.add(variant(lenient, node));
    }
    RepresentativeDataset some = data.spread(options.samples());
    List<Effect> effects = effects("ranking layers", plan.model(), recipes, some);
    var measured = new ArrayList<Layer>();
    for (Map.Entry<String, Node> layer : layers.entrySet()) {
      Node node = layer.getValue();
      Effect effect = effects.get(1 + measured.size());
      measured.add(new Layer(0, node.op(), NodeNames.first(node), layer.getKey(), effect));
    }
    Effect all = effects.getFirst();
    List<String> first = refined(plan.model(), lenient, all, sorted(measured), some);
    return new Sensitivity(options.way(), some.size(), all, ranked(first, sorted(measured)));
  }

  private List<String> refined(
      Model original, Recipe recipe, Effect all, List<Layer> sorted, RepresentativeDataset data) {
    if (options.refine() == 0) {
      return List.of();
    }
    return new Refinement(sorted, new Neighbours(original, sorted), options.refine())
        .choose(
            all,
            sets ->
                effects(
                    "choosing layers",
                    original,
                    sets.stream().map(s -> without(recipe, s)).toList(),
                    data));
  }

  private static Recipe without(Recipe recipe, Set<String> nodes) {
    Recipe result = recipe;
    for (String node : nodes) {
      result = result.withDeniedNodes(node);
    }
    return result;
  }

  /**
   * Measures recipes, each with all the layers that it quantizes.
   *
   * @param recipes at least one, all for integer activations or none
   * @param data samples for the float model
   * @return for each recipe its effect
   * @throws dev.octet.error.OctetException as {@link #run}
   */
  public List<Effect> effects(List<Recipe> recipes, RepresentativeDataset data) {
    List<Recipe> lenient = recipes.stream().map(Recipe::lenient).toList();
    Model original = requantizer.plan(lenient.getFirst()).model();
    return effects("measuring recipes", original, lenient, data.spread(options.samples()));
  }

  /** A node for each name that nodes to be quantized have. */
  private static Map<String, Node> layers(Plan plan) {
    var names = new NodeNames(plan.model());
    Map<String, Node> layers = new LinkedHashMap<>();
    plan.quantized().forEach(n -> layers.putIfAbsent(names.pattern(n), n));
    return layers;
  }

  private Recipe variant(Recipe recipe, String node) {
    return switch (options.way()) {
      case ONLY -> recipe.withOnlyNodes(node);
      case FREE -> recipe.withDeniedNodes(node);
    };
  }

  private List<Effect> effects(
      String stage, Model original, List<Recipe> recipes, RepresentativeDataset data) {
    List<Effect> sums = new ArrayList<>();
    recipes.forEach(_ -> sums.add(Effect.NONE));
    long steps = 0;
    for (Part part : data.parts()) {
      var variants = new Variants(requantizer, recipes, part, options);
      long before = steps;
      long all = (long) recipes.size() * data.parts().size();
      List<Effect> effects =
          variants.effects(original, done -> watch.done(stage, before + done, all));
      for (int i = 0; i < sums.size(); i++) {
        sums.set(i, sums.get(i).plus(effects.get(i), data.parts().size()));
      }
      steps += recipes.size();
    }
    return sums;
  }

  /** The worst first: that does most damage alone, or without which least is left. */
  private List<Layer> sorted(List<Layer> layers) {
    Comparator<Layer> byNoise = Comparator.comparingDouble(l -> l.effect().noise());
    return layers.stream()
        .sorted(options.way() == Way.ONLY ? byNoise.reversed() : byNoise)
        .toList();
  }

  /** With these before all others. */
  private static List<Layer> ranked(List<String> first, List<Layer> sorted) {
    Comparator<Layer> byChoice =
        Comparator.comparingInt(
            l -> first.contains(l.node()) ? first.indexOf(l.node()) : first.size());
    var ranked = new ArrayList<Layer>();
    sorted.stream().sorted(byChoice).forEach(l -> ranked.add(l.withRank(ranked.size() + 1)));
    return ranked;
  }
}
