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

  /** A loop of three turns; the graphs to choose from share graphs among them. */
  static MemorySegment loops(int condition, int body) {
    return Tflite.bytes(
        Text.parse(
            """
            graph main(%%x: f32[2]) -> (%%y) {
              const %%zero: i32[] = {0}
              %%n: i32[], %%y: f32[2] = WHILE(%%zero, %%x) WhileOptions{cond_subgraph_index: %d, body_subgraph_index: %d}
            }
            graph three_turns(%%i: i32[], %%a: f32[2]) -> (%%go) {
              const %%three: i32[] = {3}
              %%go: bool[] = LESS(%%i, %%three) LessOptions{}
            }
            graph negate_and_loop(%%i: i32[], %%a: f32[2]) -> (%%next, %%b) {
              const %%one: i32[] = {1}
              const %%zero: i32[] = {0}
              %%next: i32[] = ADD(%%i, %%one) AddOptions{}
              %%m: f32[2] = NEG(%%a)
              %%n: i32[], %%b: f32[2] = WHILE(%%zero, %%m) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
            }
            graph double(%%i: i32[], %%a: f32[2]) -> (%%next, %%b) {
              const %%one: i32[] = {1}
              %%next: i32[] = ADD(%%i, %%one) AddOptions{}
              %%b: f32[2] = ADD(%%a, %%a) AddOptions{}
            }
            graph negate_and_branch(%%i: i32[], %%a: f32[2]) -> (%%next, %%b) {
              const %%one: i32[] = {1}
              const %%many: i32[] = {100}
              %%next: i32[] = ADD(%%i, %%one) AddOptions{}
              %%p: bool[] = LESS(%%i, %%many) LessOptions{}
              %%m: f32[2] = NEG(%%a)
              %%b: f32[2] = IF(%%p, %%m) IfOptions{then_subgraph_index: 5, else_subgraph_index: 6}
            }
            graph loop(%%a: f32[2]) -> (%%b) {
              const %%zero: i32[] = {0}
              %%n: i32[], %%b: f32[2] = WHILE(%%zero, %%a) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
            }
            graph negate(%%a: f32[2]) -> (%%b) {
              %%b: f32[2] = NEG(%%a)
            }
            graph as_many_turns_as_a_loop(%%i: i32[], %%a: f32[2]) -> (%%go) {
              const %%zero: i32[] = {0}
              %%n: i32[], %%b: f32[2] = WHILE(%%zero, %%a) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 3}
              %%go: bool[] = LESS(%%i, %%n) LessOptions{}
            }
            """
                .formatted(condition, body)));
  }

  /** A loop whose condition is a branch before it, too. */
  static MemorySegment conditionAsBranch() {
    return Tflite.bytes(
        Text.parse(
            """
            graph main(%x: f32[2], %p: bool[]) -> (%y, %q) {
              %q: bool[] = IF(%p, %x) IfOptions{then_subgraph_index: 1, else_subgraph_index: 3}
              %y: f32[2] = WHILE(%x) WhileOptions{cond_subgraph_index: 1, body_subgraph_index: 2}
            }
            graph small(%a: f32[2]) -> (%go) {
              const %axis: i32[1] = {0}
              const %many: f32[] = {100}
              %s: f32[] = SUM(%a, %axis) ReducerOptions{}
              %go: bool[] = LESS(%s, %many) LessOptions{}
            }
            graph double(%a: f32[2]) -> (%b) {
              %b: f32[2] = ADD(%a, %a) AddOptions{}
            }
            graph large(%a: f32[2]) -> (%no) {
              const %axis: i32[1] = {0}
              const %many: f32[] = {100}
              %s: f32[] = SUM(%a, %axis) ReducerOptions{}
              %no: bool[] = GREATER(%s, %many) GreaterOptions{}
            }
            """));
  }

  /** Two numbers with steps of 0.5, of which the first, times a quarter, is the first of two. */
  static MemorySegment fullyConnected(float scale) {
    return Tflite.bytes(
        Text.parse(
            """
            graph main(%%x: i8[1,2] quant(scale 0.5, zero 0)) -> (%%y) {
              const %%w: i8[2,2] quant(scale 0.25, zero 0) = {1, 0, 0, 0}
              %%y: i8[1,2] quant(scale %s, zero 0) = FULLY_CONNECTED(%%x, %%w, _) FullyConnectedOptions{}
            }
            """
                .formatted(scale)));
  }
}
