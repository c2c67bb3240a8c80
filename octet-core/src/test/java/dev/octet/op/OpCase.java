package dev.octet.op;

import dev.octet.model.ElementType;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.model.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A float model of one op, from the text files beside this class's resources: {@code // OP: what is
 * special about it}, where it stays float also {@code // float: reason} ({@code // float int16:
 * reason} if it does so with int16 activations only), then the model.
 *
 * @param op the op
 * @param name what is special about this case
 * @param notInteger why it has no integer form though its op has and it has a hybrid one, or empty
 * @param keepsFloat8 why it has no int8 form though its op has, or empty
 * @param keepsFloat16 the same for int16 activations
 * @param weightsOnly why it has no hybrid form though its op has, or empty
 * @param model the model
 */
record OpCase(
    String op,
    String name,
    String notInteger,
    String keepsFloat8,
    String keepsFloat16,
    String weightsOnly,
    Model model) {
  private static final List<String> FILES =
      List.of(
          "weighted",
          "recurrent",
          "pooling",
          "arithmetic",
          "reductions",
          "activations",
          "moves",
          "joins",
          "comparisons",
          "float");

  private static final Pattern TITLE = Pattern.compile("(?m)^// (?=[A-Z0-9_]+: )");

  /** All cases, by family. */
  static List<OpCase> all() {
    return FILES.stream().flatMap(OpCase::read).toList();
  }

  /** The node of that op. */
  Node node() {
    return model.main().nodes().stream().filter(n -> n.op().equals(op)).findFirst().orElseThrow();
  }

  /** Why it has no form with activations of that type though its op has, or empty. */
  String keepsFloat(ElementType activations) {
    return activations == ElementType.INT16 ? keepsFloat16 : keepsFloat8;
  }

  List<Tensor> inputs() {
    return model.main().inputs();
  }

  @Override
  public String toString() {
    return op + ": " + name;
  }

  private static Stream<OpCase> read(String file) {
    try (InputStream in = OpCase.class.getResourceAsStream(file + ".txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return TITLE.splitAsStream(text).filter(part -> !part.isBlank()).map(OpCase::parse);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OpCase parse(String part) {
    List<String> lines = part.lines().toList();
    int colon = lines.getFirst().indexOf(": ");
    String op = lines.getFirst().substring(0, colon);
    String name = lines.getFirst().substring(colon + 2);
    Model model = Text.parse(String.join("\n", lines.subList(1, lines.size())));
    String both = note(lines, "// float: ");
    String only16 = note(lines, "// float int16: ");
    return new OpCase(
        op,
        name,
        note(lines, "// not integer: "),
        both,
        only16.isEmpty() ? both : only16,
        note(lines, "// weights only: "),
        model);
  }

  private static String note(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst()
        .orElse("");
  }
}
