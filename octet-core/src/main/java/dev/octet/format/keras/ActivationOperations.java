package dev.octet.format.keras;

import com.google.gson.JsonPrimitive;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Elementwise;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Normalization;
import dev.octet.lower.Rectifier;
import dev.octet.lower.Softmax;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;

/** Activation functions that are operations; most are those that layers name. */
final class ActivationOperations {
  private ActivationOperations() {}

  static void addTo(OperationTable t) {
    t.add("ops.Relu tf.nn.relu", "x", ActivationOperations::relu);
    named(t, "ops.Relu6 tf.nn.relu6", "relu6");
    named(t, "ops.Sigmoid tf.math.sigmoid tf.nn.sigmoid", "sigmoid");
    named(t, "ops.Tanh tf.math.tanh tf.nn.tanh", "tanh");
    named(t, "ops.Softplus tf.math.softplus tf.nn.softplus", "softplus");
    named(t, "ops.Softsign tf.nn.softsign tf.math.softsign", "softsign");
    named(t, "ops.Selu tf.nn.selu", "selu");
    named(t, "ops.HardSigmoid", "hard_sigmoid");
    named(t, "ops.HardSilu", "hard_silu");
    named(t, "ops.LogSigmoid tf.math.log_sigmoid", "log_sigmoid");
    named(t, "ops.TanhShrink", "tanh_shrink");
    named(t, "ops.HardTanh", "hard_tanh");
    named(t, "ops.SparsePlus", "sparse_plus");
    named(t, "ops.SparseSigmoid", "sparse_sigmoid");
    named(t, "ops.Mish", "mish");
    t.add("ops.Silu tf.nn.silu", "x beta", ActivationOperations::silu);
    t.add("ops.Elu tf.nn.elu", "x alpha", c -> with(c, "alpha", 1, Activation::elu));
    t.add("ops.Celu", "x alpha", c -> with(c, "alpha", 1, Activation::celu));
    t.add(
        "ops.LeakyRelu tf.nn.leaky_relu",
        "x negative_slope=alpha",
        c -> with(c, "negative_slope", 0.2, Rectifier::leaky));
    t.add("ops.HardShrink", "x threshold", c -> with(c, "threshold", 0.5, Rectifier::hardShrink));
    t.add("ops.SoftShrink", "x threshold", c -> with(c, "threshold", 0.5, Rectifier::softShrink));
    t.add("ops.Squareplus", "x b", c -> with(c, "b", 4, Activation::squareplus));
    t.add("ops.Threshold", "x threshold default_value=default", ActivationOperations::threshold);
    t.add("ops.Gelu tf.nn.gelu", "x approximate", ActivationOperations::gelu);
    t.add("tf.nn.crelu", "x axis", ActivationOperations::crelu);
    t.add("ops.ReLU", "x negative_slope max_value threshold", ActivationOperations::rectifier);
    addAlong(t);
  }

  private static void addAlong(OperationTable t) {
    t.add("ops.Softmax tf.nn.softmax", "x axis", ActivationOperations::softmax);
    t.add("ops.LogSoftmax tf.nn.log_softmax", "x axis", c -> along(c, Softmax::log));
    t.add("ops.Sparsemax", "x axis", c -> along(c, Softmax::sparse));
    t.add("ops.Glu", "x axis", c -> along(c, Activation::glu));
    t.add("ops.Normalize", "x axis order epsilon", ActivationOperations::normalize);
    t.add("tf.math.l2_normalize", "x axis epsilon", ActivationOperations::unit);
  }

  @FunctionalInterface
  private interface With {
    Tensor of(Lowering g, Tensor x, double option);
  }

  @FunctionalInterface
  private interface Along {
    Tensor of(Lowering g, Tensor x, int axis);
  }

  private static void named(OperationTable table, String names, String activation) {
    table.add(names, "x", c -> named(c, activation));
  }

  private static Tensor named(OperationCall call, String activation) {
    return Activations.apply(call.call(), new JsonPrimitive(activation), call.floats());
  }

  private static Tensor relu(OperationCall call) {
    Tensor x = call.tensor("x");
    Lowering g = call.graph();
    return x.type() == ElementType.FLOAT32
        ? Activation.relu(g, x)
        : Arithmetic.maximum(g, x, g.scalar(x.type(), 0));
  }

  private static Tensor silu(OperationCall call) {
    double beta = call.options().real("beta", 1);
    if (beta == 1) {
      return named(call, "silu");
    }
    Lowering g = call.graph();
    Tensor x = call.floats();
    return Arithmetic.multiply(g, x, Activation.sigmoid(g, Arithmetic.scaled(g, x, beta)));
  }

  private static Tensor with(OperationCall call, String option, double ifAbsent, With function) {
    double value = call.options().real(option, ifAbsent);
    return function.of(call.graph(), call.floats(), value);
  }

  private static Tensor threshold(OperationCall call) {
    Config options = call.options();
    double threshold = options.real("threshold", 0);
    double value = options.real("default_value", 0);
    return Rectifier.threshold(call.graph(), call.floats(), threshold, value);
  }

  private static Tensor gelu(OperationCall call) {
    boolean approximate = call.options().flag("approximate", call.isKeras3());
    return Activation.gelu(call.graph(), call.floats(), approximate);
  }

  private static Tensor crelu(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats();
    Tensor negative = Elementwise.negative(g, x);
    int axis = call.options().integer("axis", -1);
    return Activation.relu(g, Layout.concat(g, List.of(x, negative), axis));
  }

  private static Tensor rectifier(OperationCall call) {
    Config options = call.options();
    return Rectifier.of(
        call.graph(),
        call.floats(),
        options.real("negative_slope", 0),
        options.real("max_value", Double.POSITIVE_INFINITY),
        options.real("threshold", 0));
  }

  private static Tensor softmax(OperationCall call) {
    Tensor x = call.floats();
    boolean last = !call.has("axis") && !call.isKeras3();
    int[] axes = last ? new int[] {-1} : call.axes("axis", x.shape());
    return Softmax.of(call.graph(), x, axes);
  }

  private static Tensor along(OperationCall call, Along function) {
    int axis = call.options().integer("axis", -1);
    return function.of(call.graph(), call.floats(), axis);
  }

  private static Tensor normalize(OperationCall call) {
    if (call.options().real("order", 2) != 2) {
      throw call.refuse("a norm of order %s does not go".formatted(call.options().get("order")));
    }
    return unit(call);
  }

  private static Tensor unit(OperationCall call) {
    Tensor x = call.floats();
    int[] axes =
        call.has("axis") || !call.isKeras3() ? call.axes("axis", x.shape()) : new int[] {-1};
    return Normalization.unit(call.graph(), x, axes);
  }
}
