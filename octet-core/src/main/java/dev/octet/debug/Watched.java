package dev.octet.debug;

/**
 * Outputs to compare, and where a run shows them.
 *
 * @param compared the outputs
 * @param graph the place of their graph in the quantized model
 * @param place among the outputs of the model that runs: of the reference, behind which comes the
 *     actual output; or of the vector that holds their sums
 * @param column of the outputs among those that the vector tells of; −1 without a vector
 */
record Watched(Compared compared, int graph, int place, int column) {
  /** Whether sums are all that is seen, since the op runs in a loop or a branch. */
  boolean isInBody() {
    return column >= 0;
  }
}
