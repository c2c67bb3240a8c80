package dev.octet.plan;

import dev.octet.model.Node;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Float16 constants behind DEQUANTIZE wherever that makes the file smaller. All constants of an op
 * go together: XNNPACK takes an op whose weights are float16 and whose bias is not for none of its
 * own, which costs such a layer most of its speed.
 */
public final class Float16Rule implements Planner.NodeRule {
  /** What a DEQUANTIZE and the tensor it makes take in a file, about. */
  static final int DEQUANTIZE_BYTES = 160;

  private static final int BYTES_SAVED_PER_ELEMENT = Float.BYTES - Short.BYTES;

  Float16Rule() {}

  @Override
  public Decision decide(Node node, Treatment treatment) {
    List<Tensor> constants =
        node.inputs().stream().flatMap(Stream::ofNullable).filter(Float16Rule::canBe).toList();
    if (constants.isEmpty()) {
      return Decision.keepFloat(Reason.Code.NOTHING_TO_DO, "it has no float constants");
    }
    return constants.stream().anyMatch(Float16Rule::saves)
        ? Decision.asked(new Scheme.Float16Weights(), "float16 weights")
        : Decision.keepFloat(
            Reason.Code.TOO_SMALL, "its constants are too small to make the file smaller");
  }

  /** Whether this is a float constant. */
  public static boolean canBe(Tensor tensor) {
    return Planner.isFloat(tensor) && tensor.isConstant();
  }

  private static boolean saves(Tensor constant) {
    return BYTES_SAVED_PER_ELEMENT * constant.shape().elements() > DEQUANTIZE_BYTES;
  }
}
