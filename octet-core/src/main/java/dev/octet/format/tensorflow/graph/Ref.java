package dev.octet.format.tensorflow.graph;

/**
 * A result of a node, as graphs refer to it: {@code node}, {@code node:1}, and in functions {@code
 * node:output:1}.
 *
 * @param node the name of the node, or of a function's argument
 * @param port the name of the output that has the result; empty in graphs that are no functions
 * @param index which result of that output, or of the node
 */
public record Ref(String node, String port, int index) {
  /** Reads the text; a node whose name looks otherwise cannot be. */
  public static Ref of(String text) {
    String[] parts = text.split(":", -1);
    return switch (parts.length) {
      case 1 -> new Ref(text, "", 0);
      case 2 -> isNumber(parts[1]) ? new Ref(parts[0], "", number(parts[1])) : name(text);
      case 3 -> isNumber(parts[2]) ? new Ref(parts[0], parts[1], number(parts[2])) : name(text);
      default -> name(text);
    };
  }

  private static Ref name(String text) {
    return new Ref(text, "", 0);
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}");
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  @Override
  public String toString() {
    return node + (port.isEmpty() ? "" : ":" + port) + ":" + index;
  }
}
