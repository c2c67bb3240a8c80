package dev.octet.format.tflite;

import org.jspecify.annotations.Nullable;

/** How the shape of an op's first output follows from its inputs. */
@FunctionalInterface
interface ShapeRule {
  /**
   * The shape of the first output; null when it depends on values that only a run tells.
   *
   * @throws dev.octet.error.OctetException if the inputs do not fit each other
   * @throws ArithmeticException if a dimension is past 2³¹
   */
  int @Nullable [] output(Operands in);
}
