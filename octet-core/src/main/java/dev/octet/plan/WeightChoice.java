package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.op.OpRow;
import java.util.function.Function;

/**
 * The form that a node's weights get: what was asked for, or the nearest that the runtime takes.
 *
 * @param format the form
 * @param adapted why it is not what was asked for; empty if it is
 */
record WeightChoice(WeightFormat format, String adapted) {
  /** For weights that a DEQUANTIZE turns to floats. */
  static WeightChoice behindDequantize(OpRow row, Node node, WeightFormat asked) {
    return nearest(row, node, asked);
  }

  /** For a hybrid kernel. */
  static WeightChoice hybrid(OpRow row, Node node, WeightFormat asked) {
    return nearest(row, node, asked);
  }

  /** For an integer kernel. */
  static WeightChoice integer(OpRow row, Node node, WeightFormat asked) {
    return nearest(row, node, asked);
  }

  private static WeightChoice nearest(OpRow row, Node node, WeightFormat asked) {
    if (row.weightsOf(node).isEmpty()
        || (asked.bits() == 8 && !asked.granularity().isBlockwise())) {
      return new WeightChoice(asked, "");
    }
    return new WeightChoice(
        WeightFormat.INT8, "the runtime has no %s kernel for it".formatted(asked.text()));
  }

  /** This with one more reason. */
  WeightChoice because(String why) {
    return new WeightChoice(format, adapted.isEmpty() ? why : why + "; " + adapted);
  }

  /** The decision to do it. */
  Decision decide(Function<WeightFormat, Scheme> scheme) {
    return decide(scheme, format.text());
  }

  /** The decision to do it, with these words where it is just what was asked for. */
  Decision decide(Function<WeightFormat, Scheme> scheme, String how) {
    return adapted.isEmpty()
        ? Decision.asked(scheme.apply(format), how)
        : Decision.adapted(scheme.apply(format), adapted);
  }
}
