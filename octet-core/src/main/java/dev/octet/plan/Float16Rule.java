package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import org.jspecify.annotations.Nullable;

/** Float16 constants behind DEQUANTIZE wherever that makes the file smaller. */
public final class Float16Rule implements Planner.NodeRule {
  /** What a DEQUANTIZE and the tensor it makes take in a file, about. */
  static final int DEQUANTIZE_BYTES = 160;

  private static final int BYTES_SAVED_PER_ELEMENT = Float.BYTES - Short.BYTES;

  Float16Rule() {}

  @Override
  public Decision decide(Node node, Treatment treatment) {
    if (node.inputs().stream().anyMatch(Float16Rule::saves)) {
      return Decision.asked(new Scheme.Float16Weights(), "float16 weights");
    }
    boolean hasConstants =
        node.inputs().stream().anyMatch(t -> Planner.isFloat(t) && t != null && t.isConstant());
    return hasConstants
        ? Decision.keepFloat(
            Reason.Code.TOO_SMALL, "its constants are too small to make the file smaller")
        : Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no float constants");
  }

  /** Whether this is a float constant that takes fewer bytes as float16 with its DEQUANTIZE. */
  public static boolean saves(@Nullable Tensor tensor) {
    return tensor != null
        && Planner.isFloat(tensor)
        && tensor.isConstant()
        && BYTES_SAVED_PER_ELEMENT * tensor.shape().elements() > DEQUANTIZE_BYTES;
  }
}
