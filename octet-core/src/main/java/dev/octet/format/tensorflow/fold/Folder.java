package dev.octet.format.tensorflow.fold;

import dev.octet.lower.Array;
import java.util.List;

/** Computes the results of an op. */
@FunctionalInterface
interface Folder {
  /**
   * The results.
   *
   * @return empty for what is left to the graph
   * @throws IllegalArgumentException if the operands do not fit each other
   */
  List<Array> fold(Operands in);
}
