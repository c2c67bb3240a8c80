package dev.octet.format.keras;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
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
    t.add("ops.Elu tf.nn.elu", "x alpha", c -> layer(c, "ELU", "alpha", 1));
    t.add("ops.LeakyRelu tf.nn.leaky_relu", "x negative_slope=alpha", c -> leaky(c));
    t.add("ops.Gelu tf.nn.gelu", "x approximate", ActivationOperations::gelu);
    t.add("tf.nn.crelu", "x axis", ActivationOperations::crelu);
    t.add("ops.ReLU", "x negative_slope max_value threshold", ActivationOperations::reluLayer);
    t.add("ops.Softmax tf.nn.softmax", "x axis", c -> Softmax.of(c.graph(), c.floats(), axes(c)));
    t.add("ops.LogSoftmax tf.nn.log_softmax", "x axis", ActivationOperations::logSoftmax);
    t.add("ops.Sparsemax", "x axis", c -> Softmax.sparse(c.graph(), c.floats(), axis(c)));
    t.add("ops.Glu", "x axis", c -> Activation.glu(c.graph(), c.floats(), axis(c)));
    t.add("ops.Celu", "x alpha", c -> with(c, "alpha", 1, Activation::celu));
    t.add("ops.Squareplus", "x b", c -> with(c, "b", 4, Activation::squareplus));
    t.add("ops.HardShrink", "x threshold", c -> with(c, "threshold", 0.5, Rectifier::hardShrink));
    t.add("ops.SoftShrink", "x threshold", c -> with(c, "threshold", 0.5, Rectifier::softShrink));
    t.add("ops.Threshold", "x threshold default_value=default", ActivationOperations::threshold);
    t.add("ops.Normalize", "x axis order epsilon", ActivationOperations::normalize);
    t.add("tf.math.l2_normalize", "x axis epsilon", c -> unit(c));
  }

  /** A function of one option. */
  @FunctionalInterface
  private interface Curve {
    Tensor of(Lowering g, Tensor x, double option);
  }

  private static Tensor with(OperationCall call, String option, double ifAbsent, Curve curve) {
    return curve.of(call.graph(), call.floats(), call.options().real(option, ifAbsent));
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

  private static Tensor layer(OperationCall call, String type, String option, double ifAbsent) {
    var config = new JsonObject();
    config.addProperty(option, call.options().real(option, ifAbsent));
    return call.asLayer(type, config, call.floats());
  }

  private static Tensor leaky(OperationCall call) {
    return with(call, "negative_slope", 0.2, Rectifier::leaky);
  }

  private static Tensor gelu(OperationCall call) {
    boolean approximate = call.options().flag("approximate", call.isKeras3());
    return Activation.gelu(call.graph(), call.floats(), approximate);
  }

  private static Tensor crelu(OperationCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats();
    Tensor both =
        Layout.concat(
            g,
            List.of(x, ElementwiseOperations.negative(g, x)),
            call.options().integer("axis", -1));
    return Activation.relu(g, both);
  }

  private static Tensor reluLayer(OperationCall call) {
    var config = new JsonObject();
    call.options().json().asMap().forEach(config::add);
    return call.asLayer("ReLU", config, call.floats());
  }

  private static Tensor logSoftmax(OperationCall call) {
    return Softmax.log(call.graph(), call.floats(), axis(call));
  }

  private static Tensor threshold(OperationCall call) {
    double value = call.options().real("default_value", 0);
    return Rectifier.threshold(
        call.graph(), call.floats(), call.options().real("threshold", 0), value);
  }

  private static Tensor normalize(OperationCall call) {
    if (call.options().real("order", 2) != 2) {
      throw call.refuse("a norm of order %s does not go".formatted(call.options().get("order")));
    }
    return unit(call);
  }

  private static Tensor unit(OperationCall call) {
    return Normalization.unit(call.graph(), call.floats(), axes(call));
  }

  private static int[] axes(OperationCall call) {
    return call.has("axis") ? call.axes("axis", call.tensor("x").shape()) : new int[] {-1};
  }

  private static int axis(OperationCall call) {
    int[] axes = axes(call);
    if (axes.length != 1) {
      throw call.refuse("it does not go along several axes at once");
    }
    return axes[0];
  }
}
