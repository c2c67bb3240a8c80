package dev.octet.runtime;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.octet.Fixtures;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Models, inputs and expected values as {@code scripts/engine.py} makes them. */
final class EngineModels {
  private static final Path FOLDER = Fixtures.model("x").resolveSibling("../engine").normalize();

  private EngineModels() {}

  /** A line of a table. */
  record Line(List<String> cells) {
    String cell(int i) {
      return cells.get(i);
    }

    int number(int i) {
      return Integer.parseInt(cells.get(i));
    }

    float[] numbersFrom(int start) {
      var values = new float[cells.size() - start];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(cells.get(start + i));
      }
      return values;
    }
  }

  /** The lines of a table that start with these cells. */
  static List<Line> lines(String table, String... start) {
    try (var lines = Files.lines(FOLDER.resolve(table))) {
      return lines
          .map(line -> new Line(List.of(line.split(",", -1))))
          .filter(line -> line.cells.subList(0, start.length).equals(List.of(start)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One of the project's models, mapped. */
  static MemorySegment model(String name) {
    return map(Fixtures.model(name));
  }

  /** One of the odd models, mapped. */
  static MemorySegment odd(String name) {
    return map(FOLDER.resolve(name + ".tflite"));
  }

  private static MemorySegment map(Path file) {
    try (var channel = FileChannel.open(file)) {
      return channel.map(MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the values that the script gave to every input. */
  static void fill(Engine engine) {
    for (int i = 0; i < engine.inputs().size(); i++) {
      fill(engine.input(i), engine.inputs().get(i).name().equals("b") ? 11 : 0);
    }
  }

  private static void fill(MemorySegment input, int shift) {
    for (int k = 0; k < input.byteSize() / Float.BYTES; k++) {
      input.setAtIndex(JAVA_FLOAT, k, 37 * (k + shift) % 256 / 255f);
    }
  }

  /** The floats of a tensor that has values. */
  static float[] floats(@Nullable MemorySegment values) {
    if (values == null) {
      throw new AssertionError("the tensor has no values");
    }
    return values.toArray(JAVA_FLOAT);
  }

  /** The output of this name. */
  static float[] output(Engine engine, String name) {
    var outputs = engine.outputs();
    int found =
        IntStream.range(0, outputs.size())
            .filter(i -> outputs.get(i).name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no output " + name + " in " + outputs));
    return floats(engine.output(found));
  }

  /** So many TANH one after the other, and a convolution, which adds tensors of its own. */
  static MemorySegment chain(int ops) {
    var text = new StringBuilder("graph main(%t0: f32[1,8,8,2]) -> (%y) {\n");
    for (int i = 0; i < ops; i++) {
      text.append("  %%t%d: f32[1,8,8,2] = TANH(%%t%d)\n".formatted(i + 1, i));
    }
    text.append(
        """
          const %%w: f32[2,3,3,2] = seed 1 range -1 1
          const %%b: f32[2] = splat 0
          %%y: f32[1,6,6,2] = CONV_2D(%%t%d, %%w, %%b) Conv2DOptions{padding: VALID, stride_h: 1, stride_w: 1, dilation_h_factor: 1, dilation_w_factor: 1}
        }
        """
            .formatted(ops));
    return Tflite.bytes(Text.parse(text.toString()));
  }
}
