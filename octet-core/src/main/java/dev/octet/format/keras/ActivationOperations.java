package dev.octet.format.keras;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.lower.Activation;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
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
    t.add("ops.Softmax tf.nn.softmax", "x axis", c -> along(c, Activation::softmax));
    t.add("ops.LogSoftmax tf.nn.log_softmax", "x axis", c -> along(c, logSoftmax()));
    t.add("ops.Normalize", "x axis order epsilon", ActivationOperations::normalize);
    t.add("tf.math.l2_normalize", "x axis epsilon", c -> along(c, l2()));
  }

  @FunctionalInterface
  private interface Along {
    Tensor of(Lowering g, Tensor x);
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
    double slope = call.options().real("negative_slope", 0.2);
    Tensor x = call.floats();
    Attributes options = Attributes.of("LeakyReluOptions").with("alpha", (double) (float) slope);
    return call.graph().add("LEAKY_RELU", options, x.shape(), x);
  }

  private static Tensor gelu(OperationCall call) {
    boolean approximate = call.options().flag("approximate", call.isKeras3());
    Tensor x = call.floats();
    Attributes options =
        Attributes.of("GeluOptions").with("approximate", approximate ? true : null);
    return call.graph().add("GELU", options, x.shape(), x);
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

  private static Along logSoftmax() {
    return (g, x) -> g.add("LOG_SOFTMAX", Attributes.of("LogSoftmaxOptions"), x.shape(), x);
  }

  private static Along l2() {
    return (g, x) -> g.add("L2_NORMALIZATION", Attributes.of("L2NormOptions"), x.shape(), x);
  }

  private static Tensor normalize(OperationCall call) {
    if (call.options().real("order", 2) != 2) {
      throw call.refuse("a norm of order %s does not go".formatted(call.options().get("order")));
    }
    return along(call, l2());
  }

  private static Tensor along(OperationCall call, Along compute) {
    Lowering g = call.graph();
    Tensor x = call.floats();
    int[] axes = call.has("axis") ? call.axes("axis", x.shape()) : new int[] {-1};
    if (axes.length != 1) {
      throw call.refuse("it does not go along several axes at once");
    }
    return Layout.alongLast(g, x, axes[0], y -> compute.of(g, y));
  }
}
