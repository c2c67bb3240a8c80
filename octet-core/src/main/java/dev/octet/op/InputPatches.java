package dev.octet.op;

/**
 * Which stretches of its data a weighted op multiplies by its weights: each output value is the
 * product of one patch and one channel of the weights.
 */
public enum InputPatches {
  /** None that are known: the op has no weights, or does not multiply by them in this way. */
  NONE,
  /** Rows of the data. Weights {@code [channels, row]}. */
  ROWS,
  /** Windows of an image. Weights {@code [channels, height, width, inputs / groups]}. */
  WINDOWS,
  /** Windows of one channel of an image each. Weights {@code [1, height, width, channels]}. */
  CHANNEL_WINDOWS,
  /**
   * Windows of an image that was spread out by the strides. Weights {@code [channels, height,
   * width, inputs]}.
   */
  SPREAD_WINDOWS,
  /** Windows of a volume. Weights {@code [depth, height, width, inputs / groups, channels]}. */
  VOLUME_WINDOWS,
  /** Rows of the left matrix. The right one, {@code [row, channels]}, may be transposed. */
  MATRIX_ROWS
}
