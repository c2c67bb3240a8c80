package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import java.util.Arrays;

/** Matrix products. */
final class ProductShapes {
  private ProductShapes() {}

  /** Input (…, c), weight (outputs, c). */
  static int[] fullyConnected(Operands in) {
    int[] input = in.shape(0);
    int[] weight = in.shape(1);
    need(weight.length == 2 && weight[1] > 0, "weight is %s", text(weight));
    long elements = Operands.product(input);
    boolean fits = elements % weight[1] == 0;
    need(fits, "input %s does not fit weight %s", text(input), text(weight));
    if (!in.flag("keep_num_dims")) {
      return new int[] {Math.toIntExact(elements / weight[1]), weight[0]};
    }
    int last = input.length - 1;
    fits = last >= 0 && input[last] == weight[1];
    need(fits, "input %s does not fit weight %s", text(input), text(weight));
    int[] out = input.clone();
    out[last] = weight[0];
    return out;
  }

  /**
   * Inputs (…, m, k) and (…, k, n), the last two axes swapped by {@code adj_x} and {@code adj_y}.
   */
  static int[] batchMatmul(Operands in) {
    int[] a = in.shape(0);
    int[] b = in.shape(1);
    need(a.length >= 2 && b.length >= 2, "%s times %s", text(a), text(b));
    boolean adjX = in.flag("adj_x");
    boolean adjY = in.flag("adj_y");
    int ra = a.length - 2;
    int rb = b.length - 2;
    need(a[adjX ? ra : ra + 1] == b[adjY ? rb + 1 : rb], "%s times %s", text(a), text(b));
    int[] batch = ElementwiseShapes.broadcast(Arrays.copyOf(a, ra), Arrays.copyOf(b, rb));
    int[] out = Arrays.copyOf(batch, batch.length + 2);
    out[batch.length] = a[adjX ? ra + 1 : ra];
    out[batch.length + 1] = b[adjY ? rb : rb + 1];
    return out;
  }
}
