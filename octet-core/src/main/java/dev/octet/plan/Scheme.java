package dev.octet.plan;

import dev.octet.model.ElementType;

/** What a node gets. */
public sealed interface Scheme {
  /** It has no float values: left as it is. */
  record Unaffected() implements Scheme {}

  /** It computes in float, with its weights as they are. */
  record KeepFloat() implements Scheme {}

  /** It computes in float, with its constants as float16 behind DEQUANTIZE. */
  record Float16Weights() implements Scheme {}

  /**
   * It computes in float, with its weights as integers behind DEQUANTIZE.
   *
   * @param weights how they are stored
   */
  record WeightOnly(WeightFormat weights) implements Scheme {}

  /**
   * It takes float activations and integer weights; its kernel quantizes activations as it runs.
   *
   * @param weights how they are stored
   */
  record DynamicRange(WeightFormat weights) implements Scheme {}

  /**
   * It computes in integers.
   *
   * @param activations {@code INT8} or {@code INT16}
   * @param weights how its weights are stored, if it has any
   */
  record FullInteger(ElementType activations, WeightFormat weights) implements Scheme {}
}
