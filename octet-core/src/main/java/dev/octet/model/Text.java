package dev.octet.model;

import dev.octet.error.OctetException;

/**
 * The text form of models, to read and to write by hand.
 *
 * <pre>{@code
 * graph main(%image: f32[1?,4,4,1]) -> (%probs) {
 *   const %w: f32[2,16] = seed 7 range -1 1
 *   const %b: f32[2] = {0.5, -0.25}
 *   %flat: f32[1?,2] = FULLY_CONNECTED(%image, %w, %b) FullyConnectedOptions{}
 *   %probs: f32[1?,2] = SOFTMAX v2 (%flat) SoftmaxOptions{beta: 1.0}
 * }
 * signature serving_default graph 0 (image: 0) -> (probs: 0)
 * }</pre>
 *
 * <ul>
 *   <li>A tensor is declared where it is first met: {@code const} with data, {@code var} when it
 *       keeps its value between runs; then name, type, shape ({@code ?} marks a dynamic dimension),
 *       {@code quant(…)} and {@code extras …}. Of tensors of the same name the second is {@code
 *       %x#1}. Names other than letters, digits, {@code _ . /} are quoted.
 *   <li>Quantization: {@code quant(scale 0.5, zero 3)}; {@code quant(axis 0, scales {0.5, 0.25},
 *       zeros {0, 0})}, zeros left out when all are 0; {@code quant(block 32, axis 1, scales %s)};
 *       or the file's own table, {@code quant(Type{…})}.
 *   <li>Data: {@code {1, 2}}; {@code splat 0.5}; raw bytes {@code 0x00ff}; {@code seed 7 range -1
 *       1} (uniform; read, never printed); {@code as %w}, sharing another constant's, {@code as %w
 *       in 0} that of graph 0. Long data are printed as {@code {… 72 values, crc32 1a2b3c4d}},
 *       which cannot be read.
 *   <li>A node: results, {@code |} and the tensors that only describe, {@code =}, the op ({@code
 *       custom:"Code"} for a custom one), its version unless 1, inputs ({@code _}: absent), the
 *       options' table, {@code bytes 0x…} for custom options, {@code extras …}.
 *   <li>Values in tables: {@code 1} is an integer, {@code 1.0} a real, {@code true}, enum values
 *       and text as words or quoted, {@code [lists]}, {@code Tables{…}}.
 *   <li>{@code description "…"}, {@code metadata name = 0x…}; {@code //} starts a comment.
 * </ul>
 */
public final class Text {
  /** Data of up to this many values are printed in full. */
  private static final int SHORT = 16;

  private Text() {}

  /** Prints a model; long data are left out. */
  public static String print(Model model) {
    return print(model, SHORT);
  }

  /** Prints a model with data of up to {@code longest} values. */
  public static String print(Model model, int longest) {
    return new ModelPrinter(longest).model(model);
  }

  /** Prints a graph; long data are left out. */
  public static String print(Graph graph) {
    return new ModelPrinter(SHORT).graph(graph);
  }

  /**
   * Reads a model.
   *
   * @throws OctetException {@code MALFORMED_MODEL} with line and column
   */
  public static Model parse(String text) {
    return new ModelParser(new Lexer(text)).model();
  }
}
