package dev.octet.debug;

import dev.octet.debug.SensitivityOptions.Way;
import dev.octet.plan.Recipe;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import java.util.List;

/**
 * How much quantizing each layer costs at the model's outputs, measured one layer at a time.
 *
 * @param way what was done to one layer at a time
 * @param samples how many were run, of all signatures together
 * @param all the effect of quantizing all layers
 * @param layers those that the recipe quantizes, the worst first: by the effect of each, but for
 *     first ranks that were refined
 */
public record Sensitivity(Way way, long samples, Effect all, List<Layer> layers) {
  /** Copies the list. */
  public Sensitivity {
    layers = List.copyOf(layers);
  }

  /**
   * A layer: a node of the float model, or several of the same name.
   *
   * @param rank 1 for the worst
   * @param op its kind
   * @param name the first of the names of its output, for people
   * @param node the expression that finds it and no other, for recipes and {@code --deny-node}
   * @param effect of quantizing it alone, or all but it
   */
  public record Layer(int rank, String op, String name, String node, Effect effect) {
    Layer withRank(int newRank) {
      return new Layer(newRank, op, name, node, effect);
    }

    /** The rule that leaves it float. */
    Rule denial(Way way) {
      String measured =
          switch (way) {
            case ONLY -> "quantized alone it leaves ";
            case FREE -> "in float it leaves ";
          };
      return Rule.denial(
          Selector.node(node),
          "sensitivity denies it: rank %d, %s%s".formatted(rank, measured, effect.text()));
    }
  }

  /** The worst layers, at most so many. */
  public List<Layer> worst(int count) {
    return layers.subList(0, Math.min(count, layers.size()));
  }

  /** A recipe with the worst layers left float, each for a reason that tells of its rank. */
  public Recipe denyWorst(int count, Recipe recipe) {
    Recipe result = recipe;
    for (Layer layer : worst(count)) {
      result = result.with(layer.denial(way));
    }
    return result;
  }

  /** Told how far a measurement is. */
  @FunctionalInterface
  public interface Watch {
    /**
     * So many steps of a stage are done; from any thread.
     *
     * @param stage what is being done, such as {@code ranking layers}
     */
    void done(String stage, long steps, long all);
  }
}
