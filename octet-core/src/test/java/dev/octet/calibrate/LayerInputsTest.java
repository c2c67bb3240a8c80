package dev.octet.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.InputSpec;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.data.Samples;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import dev.octet.op.OpTable;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What weights meet, held against the runtime: the mean output is the mean patch times the weights,
 * and the mean squared output follows from how inputs vary together.
 */
class LayerInputsTest {
  private static final OpTable TABLE = OpTable.standard();

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        graph main(%x: f32[1,5,6,3]) -> (%y) {
          const %w: f32[7,3,3,3] = seed 1 range -1 0.5
          const %b: f32[7] = {0, 0, 0, 0, 0, 0, 0}
          %y: f32[1,5,6,7] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1}
        }
        """,
        """
        graph main(%x: f32[2,9,8,3]) -> (%y) {
          const %w: f32[4,3,2,3] = seed 2 range -1 0.5
          const %b: f32[4] = {0, 0, 0, 0}
          %y: f32[2,4,4,4] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: VALID, stride_h: 2, stride_w: 2}
        }
        """,
        """
        graph main(%x: f32[1,7,8,2]) -> (%y) {
          const %w: f32[3,3,3,2] = seed 3 range -1 0.5
          const %b: f32[3] = {0, 0, 0}
          %y: f32[1,4,3,3] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 2, stride_w: 3}
        }
        """,
        """
        graph main(%x: f32[1,7,7,2]) -> (%y) {
          const %w: f32[2,3,3,2] = seed 4 range -1 1
          const %b: f32[2] = {0, 0}
          %y: f32[1,7,7,2] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1, dilation_h_factor: 2, dilation_w_factor: 3}
        }
        """,
        """
        graph main(%x: f32[1,5,5,4]) -> (%y) {
          const %w: f32[6,3,3,2] = seed 5 range -1 1
          const %b: f32[6] = {0, 0, 0, 0, 0, 0}
          %y: f32[1,5,5,6] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_h: 1, stride_w: 1}
        }
        """,
        """
        graph main(%x: f32[1,5,6,17]) -> (%y) {
          const %w: f32[1,3,3,17] = seed 11 range -1 0.5
          const %b: f32[17] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
          %y: f32[1,5,6,17] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{padding: SAME, stride_h: 1, stride_w: 1, depth_multiplier: 1}
        }
        """,
        """
        graph main(%x: f32[2,7,7,3]) -> (%y) {
          const %w: f32[1,3,2,6] = seed 12 range -1 1
          const %b: f32[6] = {0, 0, 0, 0, 0, 0}
          %y: f32[2,3,3,6] = DEPTHWISE_CONV_2D(%x, %w, %b) DepthwiseConv2DOptions{padding: VALID, stride_h: 2, stride_w: 2, depth_multiplier: 2}
        }
        """,
        """
        graph main(%x: f32[2,3,8]) -> (%y) {
          const %w: f32[5,8] = seed 22 range -1 1
          %y: f32[2,3,5] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{keep_num_dims: true}
        }
        """,
        """
        graph main(%x: f32[2,2,2,4]) -> (%y) {
          const %w: f32[1,16] = seed 23 range -1 1
          %y: f32[2,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
        }
        """,
        """
        graph main(%x: f32[1,3,3,5]) -> (%y) {
          const %shape: i32[4] = {1, 6, 6, 3}
          const %w: f32[3,3,3,5] = seed 31 range -1 0.5
          %y: f32[1,6,6,3] = TRANSPOSE_CONV(%shape, %w, %x) TransposeConvOptions{padding: SAME, stride_h: 2, stride_w: 2}
        }
        """,
        """
        graph main(%x: f32[2,3,4,2]) -> (%y) {
          const %shape: i32[4] = {2, 5, 10, 5}
          const %w: f32[5,3,4,2] = seed 32 range -1 1
          %y: f32[2,5,10,5] = TRANSPOSE_CONV(%shape, %w, %x) TransposeConvOptions{padding: VALID, stride_h: 1, stride_w: 2}
        }
        """,
        """
        graph main(%x: f32[1,4,5,6,2]) -> (%y) {
          const %w: f32[2,3,3,2,4] = seed 33 range -1 1
          %y: f32[1,2,3,6,4] = CONV_3D(%x, %w) Conv3DOptions{padding: SAME, stride_d: 2, stride_h: 2, stride_w: 1}
        }
        """,
        """
        graph main(%x: f32[2,3,9]) -> (%y) {
          const %w: f32[9,14] = seed 41 range -1 1
          %y: f32[2,3,14] = BATCH_MATMUL(%x, %w) BatchMatMulOptions{}
        }
        """,
        """
        graph main(%x: f32[2,3,5]) -> (%y) {
          const %w: f32[1,4,5] = seed 42 range -1 0.5
          %y: f32[2,3,4] = BATCH_MATMUL(%x, %w) BatchMatMulOptions{adj_y: true}
        }
        """
      })
  void outputsFollowFromPatches(String text) {
    Model model = Text.parse(text);
    RepresentativeDataset data = random(model, 5);
    LayerInputs inputs = gather(model, data, 1);
    Node node = model.main().nodes().getFirst();
    LayerInputs.Means means = inputs.of(node).orElseThrow();
    Tensor weights = input(node, 1);
    LayerInputs.Moments moments = inputs.ofWeights(weights).orElseThrow();
    double[][] expected = outputs(model, data, means.layout().channels());
    WeightLayout layout = means.layout();
    MemorySegment floats = data(weights);
    for (int c = 0; c < layout.channels(); c++) {
      var w = new double[layout.patch()];
      double mean = 0;
      for (int p = 0; p < w.length; p++) {
        w[p] = floats.getAtIndex(Constant.F32, layout.element(c, p));
        mean += w[p] * means.values()[layout.group(c) * w.length + p];
      }
      assertThat(mean).isCloseTo(expected[c][0], within(1e-4));
      double square = product(w, moments.patches().of(layout.group(c), 0, false));
      assertThat(square).isCloseTo(expected[c][1], within(1e-3 * expected[c][1] + 1e-5));
      double variance = product(w, moments.patches().of(layout.group(c), 0, true));
      assertThat(variance).isCloseTo(square - mean * mean, within(1e-3 * square + 1e-5));
    }
    assertThat(inputs.notes()).isEmpty();
  }

  private static double product(double[] w, double[] triangle) {
    double sum = 0;
    int at = 0;
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j <= i; j++) {
        sum += (i == j ? 1 : 2) * triangle[at++] * w[i] * w[j];
      }
    }
    return sum;
  }

  /** The mean of each channel, and of its squares. */
  private static double[][] outputs(Model model, RepresentativeDataset data, int channels) {
    var sums = new double[channels][2];
    long count = 0;
    Samples samples = data.parts().getFirst().samples();
    try (Engine engine = Engine.open(Tflite.bytes(model), EngineOptions.standard())) {
      var feed = new Feed(engine, samples);
      for (long s = 0; s < samples.size(); s++) {
        feed.run(s);
        float[] values = engine.output(0).toArray(Constant.F32);
        for (int i = 0; i < values.length; i++) {
          sums[i % channels][0] += values[i];
          sums[i % channels][1] += (double) values[i] * values[i];
        }
        count += values.length / channels;
      }
    }
    for (double[] sum : sums) {
      sum[0] /= count;
      sum[1] /= count;
    }
    return sums;
  }

  private final Model dense =
      Text.parse(
          """
          graph main(%x: f32[1,2]) -> (%z) {
            const %w: f32[2,2] = {1, 2, 3, 4}
            %y: f32[1,2] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{fused_activation_function: RELU}
            %z: f32[1,2] = FULLY_CONNECTED(%y, %w, _) FullyConnectedOptions{}
          }
          """);

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void theNumberOfThreadsChangesNothing(int threads) {
    RepresentativeDataset data = random(dense, 300);
    LayerInputs one = gather(dense, data, 1);
    LayerInputs more = gather(dense, data, threads);
    for (Node node : dense.main().nodes()) {
      assertThat(more.of(node).orElseThrow().values())
          .isEqualTo(one.of(node).orElseThrow().values());
    }
    Tensor weights = input(dense.main().nodes().getFirst(), 1);
    assertThat(more.ofWeights(weights).orElseThrow().patches().of(0, 0, true))
        .isEqualTo(one.ofWeights(weights).orElseThrow().patches().of(0, 0, true));
  }

  @Test
  void nodesWithTheSameWeightsAddUpWhatTheyMeet() {
    LayerInputs inputs = gather(dense, samples(dense, 1, 2), 1);
    Node first = dense.main().nodes().getFirst();
    Node second = dense.main().nodes().getLast();
    assertThat(inputs.of(first).orElseThrow().values()).containsExactly(1, 2);
    assertThat(inputs.of(second).orElseThrow().values()).containsExactly(5, 11);
    assertThat(inputs.ofWeights(input(first, 1)).orElseThrow().patches().of(0, 0, false))
        .containsExactly((1 + 25) / 2.0, (2 + 55) / 2.0, (4 + 121) / 2.0);
  }

  @Test
  void meansAloneTakeNoMemoryForHowInputsVary() {
    var inputs =
        new LayerInputsGatherer(TABLE, 1, _ -> {})
            .gather(dense, Tflite.bytes(dense), samples(dense, 1, 2), false);
    assertThat(inputs.of(dense.main().nodes().getFirst())).isPresent();
    assertThat(inputs.ofWeights(input(dense.main().nodes().getFirst(), 1))).isEmpty();
    assertThat(inputs.kinds()).containsExactly(LayerInputs.Kind.MEANS);
  }

  @Test
  void sizesThatChangeFromSampleToSampleAreTakenAsTheyCome() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1?,2]) -> (%y) {
              const %w: f32[1,2] = {1, 2}
              %y: f32[1?,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            """);
    LayerInputs inputs = gather(model, RepresentativeDataset.of(new Growing(model)), 2);
    // 1 row of 1, 2 rows of 2, 3 rows of 3
    assertThat(inputs.of(model.main().nodes().getFirst()).orElseThrow().values())
        .containsExactly(14 / 6.0, 14 / 6.0);
  }

  /** Sample i has i + 1 rows of i + 1. */
  private record Growing(List<InputSpec> inputs) implements Samples {
    Growing(Model model) {
      this(ModelInputs.of(model).main());
    }

    @Override
    public long size() {
      return 3;
    }

    @Override
    public int[] dims(long sample, int input) {
      return new int[] {(int) sample + 1, 2};
    }

    @Override
    public void read(long sample, int input, MemorySegment target) {
      for (long i = 0; i < target.byteSize() / Float.BYTES; i++) {
        target.setAtIndex(Constant.F32, i, (float) (sample + 1));
      }
    }
  }

  @Test
  void nanIsAnErrorThatNamesTheSample() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,2]) -> (%y) {
              const %w: f32[1,2] = {1, 2}
              %s: f32[1,2] = SQRT(%x)
              %y: f32[1,1] = FULLY_CONNECTED(%s, %w, _) FullyConnectedOptions{}
            }
            """);
    for (int threads : new int[] {1, 4}) {
      assertThatThrownBy(() -> gather(model, samples(model, 1, 2, 3, 4, -1, 4, 1, 1), threads))
          .isInstanceOfSatisfying(
              OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_DATA))
          .hasMessageContaining("sample 2")
          .hasMessageContaining("'s' becomes NaN");
    }
  }

  @Test
  void whatIsInfiniteIsNotKnownAndSaidSo() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,2]) -> (%y) {
              const %w: f32[1,2] = {1, 2}
              %s: f32[1,2] = EXP(%x)
              %y: f32[1,1] = FULLY_CONNECTED(%s, %w, _) FullyConnectedOptions{}
            }
            """);
    LayerInputs inputs = gather(model, samples(model, 1, 2, 1000, 1), 2);
    assertThat(inputs.of(model.main().nodes().getLast())).isEmpty();
    assertThat(inputs.notes())
        .containsExactly("FULLY_CONNECTED 'y': inputs not known, 's' is infinite for sample 1");
  }

  @Test
  void whatRunsInLoopsOrLiesOtherwiseIsNamed() {
    Model model =
        Text.parse(
            """
            graph main(%x: f32[1,2]) -> (%z) {
              %y: f32[1,2] = WHILE(%x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
              %z: f32[1,2] = RELU(%y)
            }
            graph cond(%a: f32[1,2]) -> (%c) {
              const %ten: f32[] = {10}
              const %axes: i32[2] = {0, 1}
              %m: f32[] = REDUCE_MAX(%a, %axes) ReducerOptions{}
              %c: bool[] = LESS(%m, %ten) LessOptions{}
            }
            graph body(%b: f32[1,2]) -> (%d) {
              const %w: f32[2,2] = {1, 2, 3, 4}
              %d: f32[1,2] = FULLY_CONNECTED(%b, %w, _) FullyConnectedOptions{}
            }
            """);
    assertThat(gather(model, samples(model, 1, 2), 1).notes())
        .containsExactly(
            "what these ops read cannot be seen, in loops, branches or without samples:"
                + " FULLY_CONNECTED 'd'");
    Model left =
        Text.parse(
            """
            graph main(%x: f32[2,5,4]) -> (%y) {
              const %w: f32[2,3,5] = seed 43 range -1 0.5
              %y: f32[2,3,4] = BATCH_MATMUL(%w, %x) BatchMatMulOptions{}
            }
            """);
    assertThat(gather(left, random(left, 2), 1).notes())
        .containsExactly(
            "weights of these ops lie in a way that is not looked into: BATCH_MATMUL 'y'");
  }

  @Test
  void eachSignatureIsSeenWithItsOwnSamples() {
    Model model =
        Text.parse(
            """
            signature a graph 0 (x: 0) -> (y: 0)
            signature b graph 1 (x: 0) -> (y: 0)
            graph one(%x: f32[1,2]) -> (%y) {
              const %w: f32[1,2] = {1, 2}
              %y: f32[1,1] = FULLY_CONNECTED(%x, %w, _) FullyConnectedOptions{}
            }
            graph two(%u: f32[1,2]) -> (%v) {
              const %t: f32[1,2] = {1, 2}
              %v: f32[1,1] = FULLY_CONNECTED(%u, %t, _) FullyConnectedOptions{}
            }
            """);
    var parts = new ArrayList<Part>();
    for (String name : List.of("a", "b")) {
      List<InputSpec> specs = Objects.requireNonNull(ModelInputs.of(model).signatures().get(name));
      float value = name.equals("a") ? 3 : 4;
      parts.add(
          new Part(
              name,
              Datasets.of(
                  specs,
                  Map.of("x", NdArray.of(new long[] {1, 2}, value, value)),
                  DataOptions.standard())));
    }
    LayerInputs inputs = gather(model, new RepresentativeDataset(parts, List.of()), 1);
    assertThat(inputs.of(model.graphs().get(0).nodes().getFirst()).orElseThrow().values())
        .containsExactly(3, 3);
    assertThat(inputs.of(model.graphs().get(1).nodes().getFirst()).orElseThrow().values())
        .containsExactly(4, 4);
  }

  private static LayerInputs gather(Model model, RepresentativeDataset data, int threads) {
    return new LayerInputsGatherer(TABLE, threads, _ -> {})
        .gather(model, Tflite.bytes(model), data, true);
  }

  private static RepresentativeDataset random(Model model, int count) {
    var random = new SplittableRandom(3);
    long elements = model.main().inputs().getFirst().shape().elements();
    var values = new float[(int) elements * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() + 0.5);
    }
    return samples(model, values);
  }

  private static RepresentativeDataset samples(Model model, float... values) {
    int[] dims = model.main().inputs().getFirst().shape().dims();
    var shape = new long[dims.length + 1];
    shape[0] = values.length / model.main().inputs().getFirst().shape().elements();
    for (int i = 0; i < dims.length; i++) {
      shape[i + 1] = dims[i];
    }
    return RepresentativeDataset.of(
        Datasets.of(
            ModelInputs.of(model).main(),
            Map.of("x", NdArray.of(shape, values)),
            DataOptions.standard()));
  }

  private static Tensor input(Node node, int index) {
    return Objects.requireNonNull(node.input(index));
  }

  private static MemorySegment data(Tensor constant) {
    return Objects.requireNonNull(constant.data()).bytes();
  }
}
