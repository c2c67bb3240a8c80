package dev.octet.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.format.tflite.Tflite;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.KernelSet;
import dev.octet.runtime.TensorInfo;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Checks a rewrite in both ways: that the model looks as expected, and that it computes what it did
 * before.
 */
public final class RewriteVerifier {
  /** The largest difference, as a part of the range of an output. */
  private static final double TOLERANCE = 1e-5;

  private static final int SAMPLES = 4;

  private RewriteVerifier() {}

  /** Fails unless the rewrite makes one model of the other, and both compute the same. */
  public static void assertRewritten(Rewrite rewrite, String before, String after) {
    Model old = Text.parse(before);
    Model changed = rewrite.apply(old);
    assertThat(Text.print(changed, 1000)).isEqualTo(Text.print(Text.parse(after), 1000));
    assertSameOutputs(old, changed);
    assertThat(rewrite.apply(changed)).as("applied again").isSameAs(changed);
  }

  /** Fails unless the rewrite leaves the model alone. */
  public static void assertUnchanged(Rewrite rewrite, String text) {
    Model model = Text.parse(text);
    assertThat(rewrite.apply(model)).isSameAs(model);
  }

  /** Fails unless the models compute the same on random inputs, up to rounding. */
  public static void assertSameOutputs(Model before, Model after) {
    for (KernelSet kernels : List.of(KernelSet.PLAIN, KernelSet.DEFAULT)) {
      List<float[]> expected = run(before, kernels);
      List<float[]> actual = run(after, kernels);
      assertThat(actual).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertClose("output " + i + " of " + kernels, actual.get(i), expected.get(i));
      }
    }
  }

  private static void assertClose(String what, float[] actual, float[] expected) {
    assertThat(actual.length).as(what).isEqualTo(expected.length);
    double range = 0;
    for (float value : expected) {
      range = Math.max(range, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.compare(actual[i], expected[i]) != 0) {
        assertThat(Math.abs((double) actual[i] - expected[i]))
            .as("%s at %d: %s, not %s", what, i, actual[i], expected[i])
            .isLessThanOrEqualTo(TOLERANCE * range);
      }
    }
  }

  private static List<float[]> run(Model model, KernelSet kernels) {
    var random = new SplittableRandom(7);
    var outputs = new ArrayList<float[]>();
    var options = EngineOptions.standard().withKernels(kernels);
    try (Engine engine = Engine.open(Tflite.bytes(model), options)) {
      for (int s = 0; s < SAMPLES; s++) {
        engine.resetState();
        for (int i = 0; i < engine.inputs().size(); i++) {
          fill(engine.inputs().get(i).type(), engine.input(i), random);
        }
        engine.run();
        for (int o = 0; o < engine.outputs().size(); o++) {
          outputs.add(read(engine.outputs().get(o), engine.output(o)));
        }
      }
    }
    return outputs;
  }

  private static void fill(ElementType type, MemorySegment input, SplittableRandom random) {
    if (type == ElementType.FLOAT32) {
      for (long i = 0; i < input.byteSize() / Float.BYTES; i++) {
        input.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) random.nextDouble(-5, 9));
      }
    } else {
      int width = type.bits() / Byte.SIZE;
      input.fill((byte) 0);
      for (long i = 0; i < input.byteSize() / width; i++) {
        input.set(ValueLayout.JAVA_BYTE, i * width, (byte) random.nextInt(2));
      }
    }
  }

  private static float[] read(TensorInfo info, MemorySegment memory) {
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
