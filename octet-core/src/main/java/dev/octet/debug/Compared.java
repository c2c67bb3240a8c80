package dev.octet.debug;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Map;

/**
 * Two tensors that ought to hold the same.
 *
 * @param pair whose output this is
 * @param output the place of the output
 * @param reference what the float op makes
 * @param actual what the quantized op makes
 */
record Compared(Pair pair, int output, Tensor reference, Tensor actual) {
  /**
   * What layers are fed, such as an input of the model before and behind its QUANTIZE.
   *
   * @param given the tensor of the float graph
   * @param border what makes the tensor of the quantized graph
   * @param real its values before that
   */
  static Compared fed(Tensor given, Node border, Tensor real) {
    Node original = new Node(border.operation(), List.of(given), List.of(border.output(0)));
    return new Compared(
        new Pair(List.of(original), border, Map.of(), true), 0, real, border.output(0));
  }

  /** The output's name in the float graph. */
  String name() {
    return pair.original().output(output).name();
  }

  /** Whether it is no output of a layer but what layers are fed. */
  boolean isInput() {
    return Origins.isBorder(pair.original());
  }
}
