package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs;

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

  /** This with scales of the least squared error. */
  public Adjustments withClippedWeights() {
    return new Adjustments(true, roundWeights, correctBiases, inputs);
  }

  /** This with weights rounded by what meets them. */
  public Adjustments withRoundedWeights(LayerInputs by) {
    return new Adjustments(clipWeights, true, correctBiases, by);
  }

  /** This with biases that keep the mean. */
  public Adjustments withCorrectedBiases(LayerInputs by) {
    return new Adjustments(clipWeights, roundWeights, true, by);
  }
}
