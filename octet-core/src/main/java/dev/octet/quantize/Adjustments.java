package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import java.util.Set;

/**
 * How weights and biases are made to cost less accuracy than by the plain rules. None of it changes
 * what an op is or how large the model gets.
 *
 * @param clipWeights whether scales are those with the least squared error of the weights
 * @param roundWeights whether each weight is rounded up or down as its op's inputs want it
 * @param correctBiases whether biases make up for what rounding the weights adds to the mean
 * @param inputs what ops read, for the last two
 */
public record Adjustments(
    boolean clipWeights, boolean roundWeights, boolean correctBiases, LayerInputs inputs) {
  /** The plain rules. */
  public static Adjustments none() {
    return new Adjustments(false, false, false, LayerInputs.none());
  }

  /** Those that a recipe asks for. */
  public static Adjustments of(Recipe recipe, LayerInputs inputs) {
    Set<Improvement> improvements = recipe.improvements();
    return new Adjustments(
        improvements.contains(Improvement.CLIP_WEIGHTS),
        improvements.contains(Improvement.ROUND_WEIGHTS),
        improvements.contains(Improvement.BIAS_CORRECTION),
        inputs);
  }
}
