package dev.octet.runtime;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which graphs an op runs, as its options in the file say ({@code schema.fbs}).
 *
 * @param conditions those that decide whether a loop goes on
 * @param bodies those that compute what the op gives
 */
record Callees(List<Integer> conditions, List<Integer> bodies) {
  private static final int OPTIONS_TYPE_OF_OPERATOR = 3;
  private static final int OPTIONS_OF_OPERATOR = 4;
  private static final int OPTIONS_2_TYPE_OF_OPERATOR = 11;
  private static final int OPTIONS_2_OF_OPERATOR = 12;

  private static final int IF = 92;
  private static final int WHILE = 93;
  private static final int CALL_ONCE = 103;
  private static final int STABLEHLO_COMPOSITE = 21;
  private static final int STABLEHLO_CASE = 23;

  /** Those of the op at a position, most often none. */
  static Callees of(ModelFile file, long op) {
    long options = file.vector(op, OPTIONS_OF_OPERATOR);
    if (options != 0) {
      int first = file.integer(options, 0);
      int second = file.integer(options, 1);
      return switch (file.unsignedByte(op, OPTIONS_TYPE_OF_OPERATOR)) {
        case WHILE -> new Callees(List.of(first), List.of(second));
        case IF -> new Callees(List.of(), List.of(first, second));
        case CALL_ONCE -> new Callees(List.of(), List.of(first));
        default -> new Callees(List.of(), List.of());
      };
    }
    long options2 = file.vector(op, OPTIONS_2_OF_OPERATOR);
    return switch (options2 == 0 ? 0 : file.unsignedByte(op, OPTIONS_2_TYPE_OF_OPERATOR)) {
      case STABLEHLO_COMPOSITE -> new Callees(List.of(), List.of(file.integer(options2, 1)));
      case STABLEHLO_CASE -> new Callees(List.of(), file.ints(file.vector(options2, 0)));
      default -> new Callees(List.of(), List.of());
    };
  }

  Stream<Integer> all() {
    return Stream.concat(conditions.stream(), bodies.stream());
  }
}
