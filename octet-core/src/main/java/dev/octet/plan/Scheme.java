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

  /** It computes in float, with its weights as int8 behind DEQUANTIZE. */
  record WeightOnly() implements Scheme {}

  /** It takes float activations and int8 weights; its kernel quantizes activations as it runs. */
  record DynamicRange() implements Scheme {}

  /**
   * It computes in integers.
   *
   * @param activations {@code INT8} or {@code INT16}
   */
  record FullInteger(ElementType activations) implements Scheme {}
}
