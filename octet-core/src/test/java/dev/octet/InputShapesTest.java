package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.ModelInputs;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models with dynamic dimensions, left so or fixed. */
class InputShapesTest {
  private static final String DYNAMIC =
      """
      graph main(%x: f32[1?,8?,8?,3]) -> (%z) {
        const %w: f32[4,3,3,3] = seed 3 range -1 1
        const %b: f32[4] = splat 0.5
        %y: f32[1?,8?,8?,4] = CONV_2D(%x, %w, %b) Conv2DOptions{padding: SAME, stride_w: 1, stride_h: 1}
        %p: f32[1?,4?,4?,4] = MAX_POOL_2D(%y) Pool2DOptions{filter_height: 2, filter_width: 2, stride_h: 2, stride_w: 2}
        const %axes: i32[2] = {1, 2}
        %z: f32[1?,4] = MEAN(%p, %axes) ReducerOptions{}
      }
      signature serving_default graph 0 (image: 0) -> (scores: 0)
      """;

  @TempDir private Path folder;

  private Octet load(String text) {
    return load(text, Map.of());
  }

  private Octet load(String text, Map<String, int[]> shapes) {
    return load(text, ReadOptions.standard().withShapes(shapes));
  }

  private Octet load(String text, ReadOptions options) {
    Path file = folder.resolve("model.tflite");
    Tflite.write(Text.parse(text), file);
    return Octet.load(file, options);
  }

  private static String shapes(Octet octet) {
    var text = new StringBuilder();
    octet.model().main().tensors().stream()
        .filter(t -> !t.isConstant())
        .forEach(t -> text.append(t.name()).append(t.shape()).append(' '));
    return text.toString().strip();
  }

  @Test
  void theOtherShapesFollow() {
    Octet fixed = load(DYNAMIC, Map.of("image", new int[] {2, 12, 10, 3}));
    assertThat(shapes(fixed)).isEqualTo("x[2,12,10,3] y[2,12,10,4] p[2,6,5,4] z[2,4]");
  }

  @Test
  void theTensorsOwnNameAndTheEmptyOneForTheOnlyInputWillDo() {
    for (String name : new String[] {"x", ""}) {
      Octet fixed = load(DYNAMIC, Map.of(name, new int[] {1, 16, 8, 3}));
      assertThat(shapes(fixed)).isEqualTo("x[1,16,8,3] y[1,16,8,4] p[1,8,4,4] z[1,4]");
    }
  }

  @Test
  void withoutThemWhatIsDynamicStaysSoAndTakesEverySample() {
    Octet octet = load(DYNAMIC);
    var samples =
        Datasets.of(
            ModelInputs.of(octet.model()).main(),
            Map.of("x", NdArray.of(new long[] {2, 1, 6, 5, 3}, new float[180])),
            DataOptions.standard());
    var ranges = octet.calibrate(RepresentativeDataset.of(samples), 1, _ -> {});
    Path target = folder.resolve("int8.tflite");
    octet.quantize(Recipe.of(Mode.INT8), ranges).write(target, Verification.RUN, 1);
    assertThat(shapes(Octet.load(target))).startsWith("x[1?,8?,8?,3] quantized[1?,8?,8?,3] y[1?");
    try (Engine engine = Engine.open(Tflite.bytes(Tflite.read(target)), EngineOptions.standard())) {
      engine.resize(0, 3, 20, 24, 3);
      engine.run();
      assertThat(engine.output(0).byteSize()).isEqualTo(3 * 4 * Float.BYTES);
    }
  }

  @Test
  void whatIsNotDynamicIsNotChanged() {
    assertThatThrownBy(() -> load(DYNAMIC, Map.of("x", new int[] {1, 8, 8, 4})))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("input 'image' f32[1?,8?,8?,3] cannot be [1,8,8,4]");
  }

  @Test
  void anInputThatDoesNotExistIsNamed() {
    assertThatThrownBy(() -> load(DYNAMIC, Map.of("y", new int[] {1})))
        .hasMessageContaining("the model has no input 'y', but 'image' f32[1?,8?,8?,3]");
  }

  @Test
  void theRuntimesRefusalIsTold() {
    String text =
        """
        graph main(%a: f32[1?,4], %b: f32[1?,4]) -> (%c) {
          %c: f32[1?,4] = ADD(%a, %b) AddOptions{}
        }
        """;
    assertThatThrownBy(() -> load(text, Map.of("a", new int[] {2, 4}, "b", new int[] {3, 4})))
        .isInstanceOf(OctetException.class);
    assertThat(shapes(load(text, Map.of("a", new int[] {5, 4}, "b", new int[] {5, 4}))))
        .isEqualTo("a[5,4] b[5,4] c[5,4]");
  }

  @Test
  void aBatchAloneLeavesNothingElseOpen() {
    String text =
        """
        graph main(%a: f32[1?,4]) -> (%c) {
          %c: f32[1?,4] = RELU(%a)
        }
        """;
    var standard = ReadOptions.standard();
    assertThat(shapes(load(text, standard.withBatch(new Batch.Of(3))))).isEqualTo("a[3,4] c[3,4]");
    assertThat(shapes(load(text, standard.withBatch(new Batch.Dynamic()))))
        .isEqualTo("a[1?,4] c[1?,4]");
    assertThatThrownBy(() -> load(DYNAMIC, standard.withBatch(new Batch.Of(3))))
        .hasMessageContaining("input 'image' f32[1?,8?,8?,3] has more open sizes than the batch")
        .hasMessageContaining("--input-shape");
  }

  @Test
  void aBatchThatTheFileFixesCannotBeAnother() {
    String text =
        """
        graph main(%a: f32[1,4]) -> (%c) {
          %c: f32[1,4] = RELU(%a)
        }
        """;
    for (Batch batch : new Batch[] {new Batch.Of(3), new Batch.Dynamic()}) {
      assertThatThrownBy(() -> load(text, ReadOptions.standard().withBatch(batch)))
          .isInstanceOfSatisfying(
              OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("input 'a' f32[1,4] has another batch than asked for");
    }
  }
}
