package dev.octet.plan;

import dev.octet.model.Tensor;
import java.util.OptionalDouble;

/** What is known of the ranges of activations and constant operands when a plan is made. */
@FunctionalInterface
public interface KnownRanges {
  /** From the smallest value, or 0, to the largest, or 0; empty when the range is not known. */
  OptionalDouble width(Tensor tensor);
}
