package dev.octet.lower;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tflite.Tflite;
import dev.octet.lower.Window.Padding;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What convolutions leave to the runtime, all of its kernels must compute alike. */
class KernelSetsTest {
  /** Ops with options that kernels could have forgotten. */
  @SuppressWarnings("ImmutableEnumChecker") // functions without state
  enum Case {
    GROUPS(
        Shape.of(1, 7, 6, 4),
        (g, x) -> Convolution.conv(g, x, random(3, 3, 2, 6), random(6), window(1, 2))),
    STRIDED_AND_DILATED(
        Shape.of(1, 9, 8, 3),
        (g, x) -> Convolution.conv(g, x, random(3, 2, 3, 4), random(4), window(2, 2))),
    STRIDED_AND_DILATED_DEPTHWISE(
        Shape.of(1, 9, 8, 3),
        (g, x) -> Convolution.depthwise(g, x, random(3, 3, 3, 2), random(6), window(2, 2))),
    OUTPUT_PADDING(
        Shape.of(1, 5, 4, 3),
        (g, x) ->
            TransposeConvolution.conv(g, x, random(3, 3, 4, 3), random(4), window(2, 1), 9, 8)),
    KERNEL_SMALLER_THAN_STRIDE(
        Shape.of(1, 5, 4, 3),
        (g, x) -> TransposeConvolution.conv(g, x, random(1, 2, 4, 3), null, window(3, 1), 15, 12)),
    DILATED_3D(
        Shape.of(1, 5, 6, 7, 2),
        (g, x) ->
            Convolution.conv(
                g,
                x,
                random(2, 3, 2, 2, 3),
                random(3),
                new Window(new int[] {2, 1, 2}, new int[] {2, 2, 1}, Padding.SAME))),
    TRANSPOSED_3D(Shape.of(2, 3, 4, 2, 3), (g, x) -> transposed3d(g, x, 3, 2, 5, 8, 4)),
    TRANSPOSED_3D_CUT_ALIKE(Shape.of(2, 3, 4, 2, 3), (g, x) -> transposed3d(g, x, 5, 1, 3, 4, 2));

    private final Shape input;
    private final BiFunction<Lowering, Tensor, Tensor> lower;

    Case(Shape input, BiFunction<Lowering, Tensor, Tensor> lower) {
      this.input = input;
      this.lower = lower;
    }
  }

  @ParameterizedTest
  @EnumSource
  void computeTheSame(Case c) {
    float[] expected = run(c, KernelSet.REFERENCE);
    for (KernelSet kernels : KernelSet.values()) {
      float[] actual = run(c, kernels);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < actual.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i])).as("%s at %d", kernels, i).isLessThan(1e-5f);
      }
    }
  }

  private static float[] run(Case c, KernelSet kernels) {
    var g = new Lowering();
    Tensor x = g.input("x", ElementType.FLOAT32, c.input);
    var model = g.model("main", Map.of("y", c.lower.apply(g, x)));
    var options = EngineOptions.standard().withKernels(kernels);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      float[] values = random(c.input.dims()).floats();
      for (int i = 0; i < values.length; i++) {
        engine.input(0).setAtIndex(ValueLayout.JAVA_FLOAT, i, values[i]);
      }
      engine.run();
      return engine.output(0).toArray(ValueLayout.JAVA_FLOAT);
    }
  }

  private static Tensor transposed3d(Lowering g, Tensor x, int kernel, int stride, int... sizes) {
    Window window =
        new Window(new int[] {stride, stride, stride}, new int[] {1, 1, 1}, Padding.SAME);
    Array weights = random(kernel, kernel, kernel, 2, 3);
    return TransposeConvolution.conv(g, x, weights, random(2), window, sizes);
  }

  private static Window window(int stride, int dilation) {
    return new Window(new int[] {stride, stride}, new int[] {dilation, dilation}, Padding.SAME);
  }

  private static Array random(int... dims) {
    var random = new SplittableRandom(3);
    return Array.filled(1, dims).map(_ -> random.nextDouble(-1, 1));
  }
}
