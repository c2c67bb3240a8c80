package dev.octet.rewrite;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Random convolutional networks, each the same function as a healthy one, but with the channels
 * between its layers scaled by factors of many orders of magnitude.
 */
final class HostileNets {
  private static final int SIZE = 8;

  private final RandomGenerator random;
  private final double magnitude;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Tensor, double[]> scales = new HashMap<>();
  private int names;

  private HostileNets(RandomGenerator random, double magnitude) {
    this.random = random;
    this.magnitude = magnitude;
  }

  /**
   * A network of convolutions, plain, depthwise and grouped, with residual joins, concatenation,
   * pools and dense layers at the end.
   *
   * @param magnitude natural logarithm of a typical factor; 0 for a healthy network
   */
  static Model of(RandomGenerator random, double magnitude) {
    return new HostileNets(random, magnitude).build();
  }

  private Model build() {
    Tensor input = tensor(Shape.of(1, SIZE, SIZE, 3), ones(3));
    Tensor x = convolution(input, 8, 3, "RELU");
    for (int block = 0; block < 4; block++) {
      x =
          switch (random.nextInt(5)) {
            case 0 -> inverted(x);
            case 1 -> residual(x);
            case 2 -> dense(x);
            case 3 -> through(x, pick("LEAKY_RELU", "RELU", "ABS"));
            default -> grouped(x);
          };
    }
    Tensor mean = mean(convolution(x, 16, 1, "RELU"));
    Tensor hidden = connected(mean, 12, "RELU", true);
    Tensor output = connected(hidden, 5, "NONE", false);
    return new Model(
        "",
        List.of(new Graph("main", List.of(input), List.of(output), nodes)),
        List.of(),
        List.of());
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  /** Expand, depthwise, project, as MobileNetV2 does. */
  private Tensor inverted(Tensor x) {
    Tensor wide = convolution(x, 24, 1, "RELU");
    return convolution(depthwise(wide), width(x), 1, "NONE");
  }

  private Tensor residual(Tensor x) {
    Tensor branch = convolution(x, 16, 3, "RELU");
    Tensor out = convolution(branch, width(x), 1, "NONE", scales(x));
    return node("ADD", "AddOptions", "NONE", List.of(x, out), x.shape(), scales(x));
  }

  private Tensor dense(Tensor x) {
    Tensor more = convolution(x, 4, 3, "RELU");
    int width = width(x) + 4;
    double[] joined = Arrays.copyOf(scales(x), width);
    System.arraycopy(scales(more), 0, joined, width(x), 4);
    var operation =
        Operation.builtin(
            "CONCATENATION", Attributes.of("ConcatenationOptions").with("axis", 3L, 0));
    return node(operation, List.of(x, more), Shape.of(1, SIZE, SIZE, width), joined);
  }

  private Tensor grouped(Tensor x) {
    Tensor even = convolution(x, 8, 1, "RELU");
    return convolution(even, 8, 3, "RELU", random(8), 4);
  }

  private Tensor through(Tensor x, String op) {
    var options =
        op.equals("LEAKY_RELU") ? Attributes.of("LeakyReluOptions").with("alpha", 0.2) : null;
    Tensor y = node(Operation.builtin(op, options), List.of(x), x.shape(), scales(x));
    var pool =
        Attributes.of("Pool2DOptions")
            .with("stride_w", 1L, 0)
            .with("stride_h", 1L, 0)
            .with("filter_width", 3L, 0)
            .with("filter_height", 3L, 0);
    return node(
        Operation.builtin(pick("MAX_POOL_2D", "AVERAGE_POOL_2D"), pool),
        List.of(y),
        y.shape(),
        scales(y));
  }

  private Tensor mean(Tensor x) {
    Tensor axes = Tensor.of("axes", ElementType.INT32, Shape.of(2), Constant.of(1, 2));
    var operation = Operation.builtin("MEAN", Attributes.of("ReducerOptions"));
    return node(operation, List.of(x, axes), Shape.of(1, width(x)), scales(x));
  }

  private Tensor convolution(Tensor x, int outs, int window, String activation) {
    return convolution(x, outs, window, activation, random(outs));
  }

  private Tensor convolution(Tensor x, int outs, int window, String activation, double[] to) {
    return convolution(x, outs, window, activation, to, 1);
  }

  private Tensor convolution(
      Tensor x, int outs, int window, String activation, double[] to, int groups) {
    int ins = width(x) / groups;
    var weights = new float[outs * window * window * ins];
    for (int i = 0; i < weights.length; i++) {
      int out = i / (window * window * ins);
      int in = out / (outs / groups) * ins + i % ins;
      weights[i] = weight(window * window * ins, to[out] / scales(x)[in]);
    }
    var options = Attributes.of("Conv2DOptions").with("stride_w", 1L, 0).with("stride_h", 1L, 0);
    return layer(
        "CONV_2D",
        options,
        activation,
        x,
        constant(Shape.of(outs, window, window, ins), weights),
        to,
        Shape.of(1, SIZE, SIZE, outs));
  }

  private Tensor depthwise(Tensor x) {
    int width = width(x);
    double[] to = random(width);
    var weights = new float[9 * width];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(9, to[i % width] / scales(x)[i % width]);
    }
    var options =
        Attributes.of("DepthwiseConv2DOptions")
            .with("stride_w", 1L, 0)
            .with("stride_h", 1L, 0)
            .with("depth_multiplier", 1L, 0);
    return layer(
        "DEPTHWISE_CONV_2D",
        options,
        "RELU",
        x,
        constant(Shape.of(1, 3, 3, width), weights),
        to,
        x.shape());
  }

  private Tensor connected(Tensor x, int outs, String activation, boolean scaled) {
    double[] to = scaled ? random(outs) : ones(outs);
    var weights = new float[outs * width(x)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(width(x), to[i / width(x)] / scales(x)[i % width(x)]);
    }
    return layer(
        "FULLY_CONNECTED",
        Attributes.of("FullyConnectedOptions"),
        activation,
        x,
        constant(Shape.of(outs, width(x)), weights),
        to,
        Shape.of(1, outs));
  }

  private Tensor layer(
      String op,
      Attributes options,
      String activation,
      Tensor x,
      Tensor weights,
      double[] to,
      Shape shape) {
    var bias = new float[to.length];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = (float) (to[i] * random.nextGaussian() * 0.2);
    }
    Tensor b = constant(Shape.of(bias.length), bias);
    Attributes all =
        activation.equals("NONE") ? options : options.with("fused_activation_function", activation);
    return node(Operation.builtin(op, all), List.of(x, weights, b), shape, to);
  }

  private float weight(int fan, double scale) {
    return (float) (random.nextGaussian() * Math.sqrt(2.0 / fan) * scale);
  }

  private Tensor constant(Shape shape, float[] values) {
    return Tensor.of("c" + names++, ElementType.FLOAT32, shape, Constant.of(values));
  }

  private Tensor node(
      String op, String options, String activation, List<Tensor> ins, Shape shape, double[] to) {
    Attributes all = Attributes.of(options);
    return node(
        Operation.builtin(
            op,
            activation.equals("NONE") ? all : all.with("fused_activation_function", activation)),
        ins,
        shape,
        to);
  }

  private Tensor node(Operation operation, List<Tensor> ins, Shape shape, double[] to) {
    Tensor output = tensor(shape, to);
    List<@Nullable Tensor> inputs = new ArrayList<>(ins);
    nodes.add(new Node(operation, inputs, List.of(output)));
    return output;
  }

  private Tensor tensor(Shape shape, double[] scale) {
    Tensor tensor = Tensor.of("t" + names++, ElementType.FLOAT32, shape);
    scales.put(tensor, scale);
    return tensor;
  }

  private double[] scales(Tensor tensor) {
    return Objects.requireNonNull(scales.get(tensor));
  }

  private static int width(Tensor tensor) {
    return tensor.shape().dim(-1);
  }

  private static double[] ones(int count) {
    var ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double[] random(int count) {
    var scales = new double[count];
    for (int i = 0; i < count; i++) {
      scales[i] = Math.exp(random.nextGaussian() * magnitude);
    }
    return scales;
  }
}
