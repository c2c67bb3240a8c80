package dev.octet.format.tensorflow;

import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.Normalization;
import dev.octet.lower.Reduction;
import dev.octet.lower.Weights;
import dev.octet.model.Attributes;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** Normalizations by what training found, or by what is around a value; biases. */
final class NormalizationOps {
  private static final float EPSILON = 1e-4f;

  private NormalizationOps() {}

  static void addTo(OpTable t) {
    t.add("BiasAdd BiasAddV1", NormalizationOps::bias);
    t.addAll("FusedBatchNorm FusedBatchNormV2 FusedBatchNormV3", NormalizationOps::fused);
    t.addAll("_FusedBatchNormEx", NormalizationOps::fusedWithMore);
    t.add("BatchNormWithGlobalNormalization", NormalizationOps::global);
    t.add("LRN", NormalizationOps::local);
  }

  /** A number for each channel, which is the last dimension, or the one behind the batch. */
  private static Tensor bias(OpCall call) {
    return biased(call, call.tensor(0), call.tensor(1));
  }

  /** The same of what an op computes that has a bias of its own. */
  static Tensor biased(OpCall call, Tensor x, Tensor bias) {
    int axis = Dims.axis(x.shape(), ImageOp.channelsFirst(call) ? 1 : -1);
    return Arithmetic.add(call.graph(), x, along(call.graph(), x, axis, bias));
  }

  /** A vector in a shape that goes along a dimension of x. */
  static Tensor along(Lowering g, Tensor x, int axis, Tensor vector) {
    int rank = x.shape().rank();
    int size = x.shape().dim(axis);
    if (vector.shape().rank() != 1 || vector.shape().dim(0) != size) {
      throw new IllegalArgumentException(
          "a vector of shape %s for %d channels".formatted(vector.shape(), size));
    }
    int[] dims = Dims.only(Dims.range(x.shape(), axis, rank), 0);
    return axis == rank - 1 ? vector : Weights.of(g, vector).reshaped(dims).in(g, "bias");
  }

  /** {@code y, batch_mean, batch_variance}, which are the given ones where there is no training. */
  private static List<Tensor> fused(OpCall call) {
    Tensor x = call.real(0);
    int axis = Dims.axis(x.shape(), ImageOp.channelsFirst(call) ? 1 : -1);
    double epsilon = call.attrs().real("epsilon", EPSILON);
    if (!call.attrs().flag("is_training", true)) {
      Tensor y = normalized(call, x, axis, epsilon);
      return List.of(y, call.tensor(3), call.tensor(4));
    }
    return List.of(byBatch(call, x, axis, epsilon));
  }

  /** As training has it: by the mean and the variance of what it gets. */
  private static Tensor byBatch(OpCall call, Tensor x, int axis, double epsilon) {
    Lowering g = call.graph();
    int[] others = Dims.without(x.shape().rank(), axis);
    Tensor centered = Arithmetic.subtract(g, x, Reduction.mean(g, x, true, others));
    Tensor variance = Reduction.mean(g, Arithmetic.multiply(g, centered, centered), true, others);
    Tensor root = Arithmetic.unary(g, "RSQRT", Arithmetic.shifted(g, variance, epsilon));
    Tensor factor = Arithmetic.multiply(g, root, along(g, x, axis, call.real(1)));
    Tensor y = Arithmetic.multiply(g, centered, factor);
    return Arithmetic.add(g, y, along(g, x, axis, call.real(2)));
  }

  private static Tensor normalized(OpCall call, Tensor x, int axis, double epsilon) {
    Lowering g = call.graph();
    Optional<Array> scale = call.known(1);
    Optional<Array> offset = call.known(2);
    Optional<Array> mean = call.known(3);
    Optional<Array> variance = call.known(4);
    for (int i = 1; i <= 4; i++) {
      along(g, x, axis, call.real(i));
    }
    if (scale.isPresent() && offset.isPresent() && mean.isPresent() && variance.isPresent()) {
      int[] axes = {axis};
      return Normalization.batch(
          g, x, axes, scale.get(), offset.get(), mean.get(), variance.get(), epsilon);
    }
    Tensor root = Arithmetic.unary(g, "RSQRT", Arithmetic.shifted(g, call.real(4), epsilon));
    Tensor factor = Arithmetic.multiply(g, call.real(1), root);
    Tensor shift =
        Arithmetic.subtract(g, call.real(2), Arithmetic.multiply(g, call.real(3), factor));
    Tensor y = Arithmetic.multiply(g, x, along(g, x, axis, factor));
    return Arithmetic.add(g, y, along(g, x, axis, shift));
  }

  /** With another tensor added to the result, and an activation behind that. */
  private static List<Tensor> fusedWithMore(OpCall call) {
    List<Tensor> results = fused(call);
    Tensor y = results.getFirst();
    if (call.attrs().integer("num_side_inputs", 0) > 0) {
      y = Arithmetic.add(call.graph(), y, call.real(5));
    }
    String activation = call.attrs().text("activation_mode", "Identity");
    return switch (activation) {
      case "Identity" -> List.of(y);
      case "Relu" -> List.of(Activation.relu(call.graph(), y));
      default -> throw call.refuse("there is no activation " + activation);
    };
  }

  /** An op of the first graphs: its variance comes before beta and gamma. */
  private static Tensor global(OpCall call) {
    Tensor x = call.real(0);
    boolean scaled = call.attrs().flag("scale_after_normalization", true);
    return Normalization.batch(
        call.graph(),
        x,
        new int[] {-1},
        scaled ? vector(call, x, 4) : null,
        vector(call, x, 3),
        vector(call, x, 1),
        vector(call, x, 2),
        call.attrs().real("variance_epsilon", 0));
  }

  private static Array vector(OpCall call, Tensor x, int input) {
    along(call.graph(), x, x.shape().rank() - 1, call.real(input));
    return call.constant(input, "what it normalizes by");
  }

  /** (Source of the arithmetic: {@code tflite/kernels/local_response_norm.cc}.) */
  private static Tensor local(OpCall call) {
    Tensor x = call.real(0);
    Attributes options =
        Attributes.of("LocalResponseNormalizationOptions")
            .with("radius", call.attrs().integer("depth_radius", 5))
            .with("bias", (double) call.attrs().real("bias", 1))
            .with("alpha", (double) call.attrs().real("alpha", 1))
            .with("beta", (double) call.attrs().real("beta", 0.5f));
    return call.graph().add("LOCAL_RESPONSE_NORMALIZATION", options, x.shape(), x);
  }
}
