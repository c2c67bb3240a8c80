package dev.octet.format.tensorflow;

import dev.octet.lower.Activation;
import dev.octet.lower.Array;
import dev.octet.lower.Lowering;
import dev.octet.lower.Normalization;
import dev.octet.lower.Rectifier;
import dev.octet.model.Tensor;

/** Products with what comes behind them, as optimizers of graphs leave them. */
final class FusedOps {
  private static final float EPSILON = 1e-4f;
  private static final float LEAK = 0.2f;

  private FusedOps() {}

  static void addTo(OpTable t) {
    t.add("_FusedConv2D", call -> behind(call, ConvolutionOps.conv(call, 4)));
    t.add("_FusedDepthwiseConv2dNative", call -> behind(call, ConvolutionOps.depthwise(call)));
    t.add("_FusedMatMul", call -> behind(call, ProductOps.matMul(call)));
  }

  /** What comes behind takes its operands from input 2 on. */
  private static Tensor behind(OpCall call, Tensor product) {
    Tensor y = product;
    int input = 2;
    for (String op : call.attrs().texts("fused_ops")) {
      y = behind(call, y, op, input);
      input += op.equals("BiasAdd") ? 1 : 0;
    }
    return y;
  }

  private static Tensor behind(OpCall call, Tensor x, String op, int input) {
    Lowering g = call.graph();
    return switch (op) {
      case "BiasAdd" -> NormalizationOps.biased(call, x, call.real(input));
      case "FusedBatchNorm" -> normalized(call, x, input);
      case "Relu" -> Activation.relu(g, x);
      case "Relu6" -> Activation.relu6(g, x);
      case "Elu" -> Activation.elu(g, x, 1);
      case "LeakyRelu" -> Rectifier.leaky(g, x, call.attrs().real("leakyrelu_alpha", LEAK));
      case "Tanh" -> Activation.tanh(g, x);
      case "Sigmoid" -> Activation.sigmoid(g, x);
      case "GeluApproximate" -> Activation.gelu(g, x, true);
      case "GeluExact" -> Activation.gelu(g, x, false);
      default ->
          throw call.refuse("it is followed by " + op)
              .advise("save the graph before it is optimized for a device");
    };
  }

  /** By {@code scale, offset, mean, variance}. */
  private static Tensor normalized(OpCall call, Tensor x, int input) {
    int axis = ImageOp.channelsFirst(call) ? 1 : x.shape().rank() - 1;
    var statistics = new Array[4];
    for (int i = 0; i < statistics.length; i++) {
      NormalizationOps.along(call.graph(), x, axis, call.real(input + i));
      statistics[i] = call.constant(input + i, "what it normalizes by");
    }
    return Normalization.batch(
        call.graph(),
        x,
        new int[] {axis},
        statistics[0],
        statistics[1],
        statistics[2],
        statistics[3],
        call.attrs().real("epsilon", EPSILON));
  }
}
