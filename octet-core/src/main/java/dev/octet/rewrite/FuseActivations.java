package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Tensor;
import java.util.Map;
import java.util.Set;

/**
 * Lets the op before a RELU, RELU6 or RELU_N1_TO_1 do it, where its kernel can.
 *
 * <pre>
 * %a = CONV_2D(%x, %w, %b)
 * %y = RELU6(%a)               →   %y = CONV_2D(%x, %w, %b) fused_activation_function: RELU6
 * </pre>
 */
final class FuseActivations implements NodeRewrite {
  /** The ops whose float kernels have the bounds, with the type of their options. */
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("ADD", "AddOptions"),
          Map.entry("SUB", "SubOptions"),
          Map.entry("MUL", "MulOptions"),
          Map.entry("DIV", "DivOptions"),
          Map.entry("CONV_2D", "Conv2DOptions"),
          Map.entry("DEPTHWISE_CONV_2D", "DepthwiseConv2DOptions"),
          Map.entry("TRANSPOSE_CONV", "TransposeConvOptions"),
          Map.entry("CONV_3D", "Conv3DOptions"),
          Map.entry("CONV_3D_TRANSPOSE", "Conv3DOptions"),
          Map.entry("FULLY_CONNECTED", "FullyConnectedOptions"),
          Map.entry("AVERAGE_POOL_2D", "Pool2DOptions"),
          Map.entry("MAX_POOL_2D", "Pool2DOptions"),
          Map.entry("L2_POOL_2D", "Pool2DOptions"));

  /** The ops whose first input is the shape of the output. */
  private static final Set<String> SHAPED = Set.of("TRANSPOSE_CONV", "CONV_3D_TRANSPOSE");

  /** The version from which TRANSPOSE_CONV has an activation function. */
  private static final int TRANSPOSE_CONV_VERSION = 4;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Clamp clamp = Clamp.of(node);
    Node before = clamp == null ? null : edit.privateProducer(node.input(0));
    Clamp own = before == null || !fuses(before) ? null : Clamp.fused(before);
    if (clamp == null || before == null || own == null) {
      return false;
    }
    String fused = clamp.after(own).fusedName();
    if (fused == null) {
      return false;
    }
    edit.replace(before, fused(before, fused, node.output(0)));
    return true;
  }

  private static boolean fuses(Node node) {
    return !node.operation().custom()
        && OPTIONS.containsKey(node.op())
        && node.outputs().size() == 1
        && node.inputs().stream().allMatch(t -> t == null || isRealOrShape(node, t));
  }

  /** Hybrid kernels, of int8 weights, have the bounds too; they are left alone all the same. */
  private static boolean isRealOrShape(Node node, Tensor input) {
    boolean isShape = SHAPED.contains(node.op()) && input == node.input(0);
    return isShape || Values.isFloat(input);
  }

  private static Node fused(Node node, String activation, Tensor output) {
    String type = OPTIONS.getOrDefault(node.op(), "");
    Node fused = Nodes.withOption(node, type, "fused_activation_function", activation);
    Operation operation = fused.operation();
    if (operation.is("TRANSPOSE_CONV") && operation.version() < TRANSPOSE_CONV_VERSION) {
      fused = Nodes.withOperation(fused, operation.withVersion(TRANSPOSE_CONV_VERSION));
    }
    return Nodes.withOutput(fused, node.output(0), output);
  }
}
