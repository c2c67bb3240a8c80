package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.lower.Array;
import dev.octet.model.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The constants that a node reads.
 *
 * @param attrs the attributes of the node
 * @param arrays in the order of the op's inputs, in the types that LiteRT computes in
 */
record Operands(Attrs attrs, List<Array> arrays) {
  int count() {
    return arrays.size();
  }

  Array get(int input) {
    if (input >= arrays.size()) {
      throw new IllegalArgumentException("there is no input " + input);
    }
    return arrays.get(input);
  }

  /** The integers of an input; those past 32 bits are the largest or smallest of these. */
  int[] integers(int input) {
    Cells cells = Cells.of(get(input));
    return IntStream.range(0, Math.toIntExact(get(input).shape().elements()))
        .map(i -> Math.clamp(cells.whole(i), Integer.MIN_VALUE, Integer.MAX_VALUE))
        .toArray();
  }

  int integer(int input) {
    int[] all = integers(input);
    if (all.length != 1) {
      throw new IllegalArgumentException("%d numbers instead of one".formatted(all.length));
    }
    return all[0];
  }

  /** A shape that an input says; no size of it may be left open. */
  Shape shape(int input) {
    return Shape.of(Arrays.stream(integers(input)).toArray());
  }
}
