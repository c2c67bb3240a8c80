package dev.octet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.calibrate.Ranges;
import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Signature;
import dev.octet.plan.Mode;
import dev.octet.plan.Recipe;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.TensorInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a float model, writes it as it is, and quantizes it in every mode, also with integers at
 * its interface; each result is run on random samples and must come close to the original.
 */
public final class EveryMode {
  private static final int SAMPLES = 4;

  private final Path folder;
  private final Path file;
  private final List<@Nullable String> ways = new ArrayList<>();
  private final BiConsumer<Recipe, Model> look;

  private EveryMode(Path folder, Path file, BiConsumer<Recipe, Model> look) {
    this.folder = folder;
    this.file = file;
    this.look = look;
  }

  /** Checks a model, given as the bytes of a file. */
  public static void check(MemorySegment model, Path folder) {
    check(model, folder, (_, _) -> {});
  }

  /**
   * Checks a model.
   *
   * @param look gets each result, as read back
   */
  public static void check(MemorySegment model, Path folder, BiConsumer<Recipe, Model> look) {
    Path file = folder.resolve("original.tflite");
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      channel.write(model.asByteBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new EveryMode(folder, file, look).check();
  }

  private void check() {
    Model original = Tflite.read(file);
    ways.add(null);
    original.signatures().stream()
        .filter(s -> s.graph() != 0)
        .map(Signature::key)
        .forEach(ways::add);
    Map<String, List<float[]>> expected = run(Tflite.map(file));
    Path copy = folder.resolve("copy.tflite");
    Tflite.write(original, copy);
    ModelAssert.assertSameModel(Tflite.read(copy), original);
    assertClose("copy", run(Tflite.map(copy)), expected, 0);
    var octet = Octet.load(file);
    Ranges ranges = calibrated(octet);
    for (Recipe recipe : recipes()) {
      Path out = folder.resolve("out.tflite");
      octet.quantize(recipe, ranges).write(out, Verification.RUN, 1);
      assertClose(
          recipe.toString(),
          run(Tflite.map(out)),
          expected,
          tolerance(Mode.of(recipe.name()).orElseThrow()));
      look.accept(recipe, Tflite.read(out));
    }
  }

  private Ranges calibrated(Octet octet) {
    var sources = new ArrayList<String>();
    ways.forEach(way -> sources.add((way == null ? "" : way + "=") + "random:300"));
    var ranges =
        octet.calibrate(Datasets.open(sources, octet.model(), DataOptions.standard()), 1, _ -> {});
    Path saved = folder.resolve("ranges.json");
    octet.saveRanges(ranges, saved);
    return octet.readRanges(saved);
  }

  private static List<Recipe> recipes() {
    var recipes = new ArrayList<Recipe>();
    for (Mode mode : Mode.values()) {
      if (!Recipe.of(mode).strict()) {
        recipes.add(Recipe.of(mode).withMinElements(1));
      }
    }
    for (ElementType type : List.of(ElementType.INT8, ElementType.UINT8)) {
      recipes.add(Recipe.of(Mode.INT8).withInputType(type).withOutputType(type));
      recipes.add(Recipe.of(Mode.INT8).withInputType(type));
      recipes.add(Recipe.of(Mode.INT8).withOutputType(type));
    }
    recipes.add(
        Recipe.of(Mode.INT16X8).withInputType(ElementType.INT16).withOutputType(ElementType.INT16));
    return recipes;
  }

  private static double tolerance(Mode mode) {
    return switch (mode) {
      case FLOAT16 -> 0.002;
      case INT16X8, INT16X8_ONLY -> 0.02;
      case DYNAMIC, WEIGHTS8, INT8, INT8_ONLY -> 0.05;
      case DYNAMIC4, WEIGHTS4 -> 0.25;
    };
  }

  /** The values of each output in each sample, by what they are. */
  private Map<String, List<float[]>> run(MemorySegment model) {
    var values = new LinkedHashMap<String, List<float[]>>();
    for (String way : ways) {
      try (Engine engine = Engine.open(model, EngineOptions.standard().withSignature(way))) {
        for (int s = 0; s < SAMPLES; s++) {
          for (int i = 0; i < engine.inputs().size(); i++) {
            feed(engine.inputs().get(i), engine.input(i), new SplittableRandom(100L * s + i));
          }
          engine.run();
          for (int o = 0; o < engine.outputs().size(); o++) {
            values
                .computeIfAbsent(way + " output " + o, _ -> new ArrayList<>())
                .add(read(engine.outputs().get(o), engine.output(o)));
          }
        }
      }
    }
    return values;
  }

  private static void feed(TensorInfo info, MemorySegment to, SplittableRandom random) {
    for (int i = 0; i < info.shape().elements(); i++) {
      float real = random.nextInt(1 << 20) * 0x1p-20f;
      switch (info.type()) {
        case FLOAT32 -> to.setAtIndex(ValueLayout.JAVA_FLOAT, i, real);
        case INT32 -> to.setAtIndex(ValueLayout.JAVA_INT, i, real < 0.5 ? 0 : 1);
        case INT8 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) step(info, real, -128, 127));
        case UINT8 -> to.set(ValueLayout.JAVA_BYTE, i, (byte) step(info, real, 0, 255));
        case INT16 -> to.set(Constant.I16, 2L * i, (short) step(info, real, -32768, 32767));
        default -> throw new AssertionError(info);
      }
    }
  }

  private static long step(TensorInfo to, float value, long least, long most) {
    PerTensor q = Objects.requireNonNull(to.quantization());
    return Math.clamp(Math.round((double) value / q.scale()) + q.zeroPoint(), least, most);
  }

  private static float[] read(TensorInfo from, MemorySegment memory) {
    var values = new float[(int) from.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (from.type()) {
            case FLOAT32 -> memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            case INT32 -> memory.getAtIndex(ValueLayout.JAVA_INT, i);
            case INT8 -> real(from, memory.get(ValueLayout.JAVA_BYTE, i));
            case UINT8 -> real(from, memory.get(ValueLayout.JAVA_BYTE, i) & 0xFF);
            case INT16 -> real(from, memory.get(Constant.I16, 2L * i));
            default -> throw new AssertionError(from);
          };
    }
    return values;
  }

  private static float real(TensorInfo from, long q) {
    PerTensor how = Objects.requireNonNull(from.quantization());
    return (float) ((q - how.zeroPoint()) * (double) how.scale());
  }

  private static void assertClose(
      String what,
      Map<String, List<float[]>> actual,
      Map<String, List<float[]>> expected,
      double tolerance) {
    assertThat(actual.keySet()).as(what).isEqualTo(expected.keySet());
    expected.forEach(
        (output, samples) -> {
          float largest = 0;
          for (float[] values : samples) {
            for (float value : values) {
              largest = Math.max(largest, Math.abs(value));
            }
          }
          for (int s = 0; s < samples.size(); s++) {
            float[] got = Objects.requireNonNull(actual.get(output)).get(s);
            assertThat(got).as(what + output).hasSameSizeAs(samples.get(s));
            for (int i = 0; i < got.length; i++) {
              assertThat((double) got[i])
                  .as("%s: %s of sample %d, element %d", what, output, s, i)
                  .isCloseTo(
                      samples.get(s)[i],
                      org.assertj.core.api.Assertions.within(tolerance * largest));
            }
          }
        });
  }
}
