package dev.octet.format.tflite;

import static dev.octet.format.tflite.Models.f32;
import static dev.octet.format.tflite.Models.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelVerifierTest {
  private static final Tensor IMAGE = f32("x", 1, 8, 8, 3);

  @Test
  void acceptsAConvolution() {
    assertThatCode(() -> Tflite.bytes(conv(IMAGE, 3, Models.conv()))).doesNotThrowAnyException();
  }

  @Test
  void refusesAConvolutionThatDoesNotFit() {
    refuses(conv(IMAGE, 2, Models.conv()), "does not fit weight");
    refuses(conv(IMAGE, 3, Attributes.of("Conv2DOptions")), "stride_w is 0");
    refuses(conv(f32("x", 8, 8, 3), 3, Models.conv()), "the input has 3 dimensions");
  }

  @Test
  void saysNothingOfShapesThatMayChange() {
    Tensor x =
        Tensor.of(
            "x", ElementType.FLOAT32, Shape.of(new int[] {1, 8, 8, 1}, new int[] {-1, 8, 8, -1}));
    assertThatCode(() -> Tflite.bytes(conv(x, 3, Models.conv()))).doesNotThrowAnyException();
  }

  @Test
  void refusesABiasThatDoesNotFitItsWeights() {
    Tensor x =
        Tensor.of(
            "x", ElementType.FLOAT32, Shape.of(new int[] {1, 8, 8, 1}, new int[] {-1, 8, 8, -1}));
    Tensor weights =
        Tensor.of("w", ElementType.FLOAT32, Shape.of(4, 1, 1, 1), Constant.of(new float[4]));
    Tensor bias = Tensor.of("b", ElementType.FLOAT32, Shape.of(8), Constant.of(new float[8]));
    refuses(
        Models.of(op("CONV_2D", Models.conv()), List.of(x, weights, bias), f32("y", 1, 8, 8, 4)),
        "a bias [8] for 4 channels");
  }

  @Test
  void takesStaleOutputShapesForWhatTheyAre() {
    Model model = Models.of(op("ABS", null), List.of(f32("x", 4, 4)), f32("y", 1, 1));
    assertThatCode(() -> Tflite.bytes(model)).doesNotThrowAnyException();
  }

  @Test
  void refusesOperandsThatAreNotThere() {
    refuses(Models.of(op("ADD", null), List.of(f32("x", 3)), f32("y", 3)), "has 1 inputs");
    var node =
        new Node(op("ADD", null), java.util.Arrays.asList(f32("x", 3), null), List.of(f32("y", 3)));
    refuses(Models.of(node), "lacks one of its first 2 inputs");
  }

  @Test
  void refusesAnOrderThatIsNone() {
    for (int[] order : new int[][] {{5, 0}, {0, 0}, {-3, 1}, {0, 1, 2}}) {
      Tensor axes =
          Tensor.of("order", ElementType.INT32, Shape.of(order.length), Constant.of(order));
      refuses(
          Models.of(op("TRANSPOSE", null), List.of(f32("x", 2, 3), axes), f32("y", 3, 2)),
          "[2, 3] cannot be reordered by [" + order[0]);
    }
  }

  @Test
  void refusesAnOutputThatNoMemoryHolds() {
    Tensor times =
        Tensor.of("n", ElementType.INT32, Shape.of(2), Constant.of(1_000_000, 1_000_000));
    Model tile = Models.of(op("TILE", null), List.of(f32("x", 1, 1), times), f32("y", 1, 1));
    tooLarge(tile, "brings the activations to");
    tooLarge(
        Models.of(op("ABS", null), List.of(f32("x", 1 << 20, 1 << 20)), f32("y", 1)),
        "activations");
  }

  @Test
  void refusesWindowsThatNoMemoryHolds() {
    Attributes pool =
        Attributes.of("Pool2DOptions")
            .with("stride_w", 1)
            .with("stride_h", 1)
            .with("filter_width", 100_000)
            .with("filter_height", 100_000);
    tooLarge(Models.of(op("MAX_POOL_2D", pool), List.of(IMAGE), f32("y", 1, 8, 8, 3)), "windows");
  }

  @Test
  void countsActivationsOnlyWhileTheyLive() {
    var nodes = new java.util.ArrayList<Node>();
    Tensor x = f32("x", 1 << 29);
    Tensor last = x;
    for (int i = 0; i < 20; i++) {
      Tensor next = f32("y" + i, 1 << 29);
      nodes.add(new Node(op("ABS", null), List.of(last), List.of(next)));
      last = next;
    }
    Model model = Models.of(new Graph("main", List.of(x), List.of(last), nodes));
    assertThatCode(() -> Tflite.bytes(model)).doesNotThrowAnyException();
  }

  @Test
  void refusesGraphsThatRunThemselves() {
    Attributes loop =
        Attributes.of("WhileOptions").with("cond_subgraph_index", 0).with("body_subgraph_index", 1);
    refuses(
        Models.of(op("WHILE", loop), List.of(f32("x", 1)), f32("y", 1)), "runs subgraph 1 of 1");
    refuses(
        Models.of(op("WHILE", Attributes.of("WhileOptions")), List.of(f32("x", 1)), f32("y", 1)),
        "runs itself");
  }

  @Test
  void refusesAScaleThatTheSoftmaxKernelAbortsOn() {
    Tensor x = f32("x", 1, 8).withType(ElementType.INT8, new Quantization.PerTensor(1e-9f, 0));
    Tensor y =
        f32("y", 1, 8).withType(ElementType.INT8, new Quantization.PerTensor(1 / 256f, -128));
    refuses(
        Models.of(op("SOFTMAX", Attributes.of("SoftmaxOptions").with("beta", 1.0)), List.of(x), y),
        "too small for the kernel");
  }

  private static Model conv(Tensor input, int channels, Attributes options) {
    Tensor weight =
        Tensor.of(
            "w",
            ElementType.FLOAT32,
            Shape.of(4, 3, 3, channels),
            Constant.of(new float[4 * 3 * 3 * channels]));
    return Models.of(op("CONV_2D", options), List.of(input, weight), f32("y", 1, 8, 8, 4));
  }

  private static void refuses(Model model, String what) {
    refuses(model, ErrorCode.MALFORMED_MODEL, what);
  }

  private static void tooLarge(Model model, String what) {
    refuses(model, ErrorCode.MODEL_TOO_LARGE, what);
  }

  private static void refuses(Model model, ErrorCode code, String what) {
    assertThatExceptionOfType(OctetException.class)
        .isThrownBy(() -> Tflite.bytes(model))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code))
        .withMessageContaining(what)
        .withMessageContaining("subgraph 0");
  }
}
