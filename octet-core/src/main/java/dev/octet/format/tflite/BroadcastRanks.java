package dev.octet.format.tflite;

import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * In how many dimensions kernels repeat values of one operand for the other: with more, they end
 * the process. Operands of the same shape may have any number. Found out with LiteRT 2.20, type by
 * type; XNNPACK takes some that the plain kernels do not, but not always.
 */
final class BroadcastRanks {
  private static final Map<String, Integer> MOST = new HashMap<>();

  static {
    put(
        4,
        "BITWISE_XOR EQUAL FLOOR_DIV FLOOR_MOD GREATER GREATER_EQUAL LESS LESS_EQUAL LOGICAL_AND "
            + "LOGICAL_OR NOT_EQUAL POW PRELU RIGHT_SHIFT SQUARED_DIFFERENCE");
    put(5, "DIV MAXIMUM MINIMUM SELECT_V2");
    put(6, "MUL");
    put(7, "SUB");
  }

  /** Where they differ with int8. */
  private static final Map<String, Integer> MOST_INT8 = Map.of("SQUARED_DIFFERENCE", 7);

  private BroadcastRanks() {}

  private static void put(int most, String ops) {
    for (String op : ops.split(" ", -1)) {
      MOST.put(op, most);
    }
  }

  /**
   * Checks a node.
   *
   * @throws dev.octet.error.OctetException MALFORMED_MODEL
   */
  static void check(Operands in, int[] output) {
    int most = most(in);
    Operands.need(
        output.length <= most || in.shapes().stream().allMatch(s -> Arrays.equals(s, output)),
        "broadcasts to %s, but its kernel takes no more than %d dimensions",
        Operands.text(output),
        most);
  }

  private static int most(Operands in) {
    String op = in.node().op();
    Tensor first = in.node().input(0);
    int most = MOST.getOrDefault(op, Integer.MAX_VALUE);
    boolean isInt8 = first != null && first.type() == ElementType.INT8;
    return isInt8 ? MOST_INT8.getOrDefault(op, most) : most;
  }
}
