package dev.octet.debug;

import dev.octet.model.Tensor;

/**
 * Two tensors that ought to hold the same.
 *
 * @param pair whose output this is
 * @param output the place of the output
 * @param reference what the float op makes
 * @param actual what the quantized op makes
 */
record Compared(Pair pair, int output, Tensor reference, Tensor actual) {
  /** Whether it is no output of a layer but what layers are fed. */
  boolean isInput() {
    return Origins.isBorder(pair.original());
  }
}
