package dev.octet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.Fixtures;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.Feed;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All rewrites together. */
class RewritesTest {
  @Test
  void aConvolutionAsFrameworksWriteItIsOneOp() {
    RewriteVerifier.assertRewritten(
        Rewrites::cleanUp,
        """
        graph main(%x: f32[1?,4,4,2]) -> (%y) {
          const %pads: i32[4,2] = {0, 0, 0, 1, 0, 1, 0, 0}
          %p: f32[1?,5,5,2] = PAD(%x, %pads)
          const %h: f16[3,3,2,2] = splat 1
          %w: f32[3,3,2,2] = DEQUANTIZE v3 (%h)
          const %order: i32[4] = {3, 0, 1, 2}
          const %bias: f32[2] = {0, 0}
          %k: f32[2,3,3,2] = TRANSPOSE(%w, %order)
          %c: f32[1?,2,2,2] = CONV_2D(%p, %k, %bias) Conv2DOptions{padding: VALID, stride_w: 2, stride_h: 2}
          const %mean: f32[2] = {0.5, 1}
          const %variance: f32[2] = {3.5, 8.5}
          const %epsilon: f32[] = {0.5}
          const %shift: f32[2] = {-1, 2}
          %d: f32[1?,2,2,2] = SUB(%c, %mean) SubOptions{}
          %v: f32[2] = ADD(%variance, %epsilon) AddOptions{}
          %s: f32[2] = SQRT(%v)
          %n: f32[1?,2,2,2] = DIV(%d, %s) DivOptions{}
          %b: f32[1?,2,2,2] = ADD(%n, %shift) AddOptions{}
          const %zero: f32[] = {0}
          const %six: f32[] = {6}
          %m: f32[1?,2,2,2] = MAXIMUM(%b, %zero)
          %y: f32[1?,2,2,2] = MINIMUM(%m, %six)
        }
        """,
        """
        graph main(%x: f32[1?,4,4,2]) -> (%y) {
          const %k: f32[2,3,3,2] = {KERNEL}
          const %bias: f32[2] = {-1.25, 1.6666666}
          %y: f32[1?,2,2,2] = CONV_2D(%x, %k, %bias) Conv2DOptions{fused_activation_function: RELU6, stride_w: 2, stride_h: 2}
        }
        """
            .replace("KERNEL", "0.5, ".repeat(18) + "0.33333334, ".repeat(17) + "0.33333334"));
  }

  @Test
  void operandsThatAreAbsentAreNoOperands() {
    RewriteVerifier.assertUnchanged(
        Rewrites::cleanUp,
        """
        graph main(%x: f32[2,3]) -> (%y) {
          %y: f32[6] = RESHAPE(%x, _) ReshapeOptions{new_shape: [6]}
        }
        """);
  }

  @Test
  void theProjectsModelsComputeTheSame() {
    for (Path file : Fixtures.models()) {
      compare(file);
    }
  }

  @Test
  void soDoAllModelsOfTheLargerCollection() {
    var log = new StringBuilder();
    int compared = 0;
    for (Path file : Fixtures.tfliteBelow(Fixtures.shared("."))) {
      if (!Fixtures.isMalformed(file)) {
        String line = compare(file);
        log.append(line);
        compared += line.contains("computes") ? 1 : 0;
      }
    }
    System.out.println("\nNodes before and after the rewrites\n" + log);
    assertThat(compared).isGreaterThan(130);
  }

  /** Compares a model with its rewritten form on random samples. */
  private static String compare(Path file) {
    Model before = Tflite.read(file);
    Model after = Rewrites.cleanUp(before);
    assertThat(Rewrites.cleanUp(after)).as("%s, cleaned up twice", file).isSameAs(after);
    assertThat(ports(after)).as("inputs and outputs of %s", file).isEqualTo(ports(before));
    List<float[]> expected = outputs(before);
    List<float[]> actual = outputs(after);
    assertThat(actual).as("%s", file).hasSameSizeAs(expected);
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      worst = Math.max(worst, difference(actual.get(i), expected.get(i)));
    }
    assertThat(worst).as("difference of %s", file).isLessThanOrEqualTo(1e-5);
    return "  %4d → %4d nodes, %s: %s%n"
        .formatted(
            nodes(before),
            nodes(after),
            expected.isEmpty() ? "does not run" : "computes the same up to %.1e".formatted(worst),
            file.subpath(file.getNameCount() - 2, file.getNameCount()));
  }

  private static int nodes(Model model) {
    return model.graphs().stream().mapToInt(g -> g.nodes().size()).sum();
  }

  private static List<String> ports(Model model) {
    return model.graphs().stream().map(g -> g.inputs() + " → " + g.outputs()).toList();
  }

  private static double difference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double range = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      range = Math.max(range, Math.abs(expected[i]));
      if (Float.compare(actual[i], expected[i]) != 0) {
        largest = Math.max(largest, Math.abs((double) actual[i] - expected[i]));
      }
    }
    return largest == 0 ? 0 : largest / range;
  }

  /** The outputs of every way into a model; none when LiteRT cannot run it. */
  private static List<float[]> outputs(Model model) {
    var sources = new ArrayList<String>(List.of("random:1"));
    model.signatures().stream()
        .filter(s -> s.graph() != 0)
        .forEach(s -> sources.add(s.key() + "=random:1"));
    var outputs = new ArrayList<float[]>();
    MemorySegment bytes = Tflite.bytes(model);
    for (Part part : Datasets.open(sources, model, DataOptions.standard()).parts()) {
      try (Engine engine =
          Engine.open(bytes, EngineOptions.standard().withSignature(part.signature()))) {
        new Feed(engine, part.samples()).run(0);
        for (int o = 0; o < engine.outputs().size(); o++) {
          outputs.add(floats(engine.outputs().get(o), engine.output(o)));
        }
      } catch (OctetException e) {
        assertThat(e.code()).as("%s", e.getMessage()).isEqualTo(ErrorCode.RUNTIME);
        return List.of();
      }
    }
    return outputs;
  }

  private static float[] floats(TensorInfo info, MemorySegment memory) {
    if (info.type() == ElementType.FLOAT32) {
      return memory.toArray(ValueLayout.JAVA_FLOAT);
    }
    byte[] bytes = memory.toArray(ValueLayout.JAVA_BYTE);
    var values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i];
    }
    return values;
  }
}
