package dev.octet.debug;

import dev.octet.model.Node;
import java.util.List;

/**
 * What two graphs have in common.
 *
 * @param pairs in the order of the float graph
 * @param alone the quantized ops for which no twin was found
 * @param floats where the values of the float graph come from
 * @param quantized where those of the quantized graph come from
 * @param quantizedOps how many ops the quantized graph has that are quantized, and are not in the
 *     float graph
 */
record Pairs(
    List<Pair> pairs, List<Node> alone, Origins floats, Origins quantized, int quantizedOps) {
  Pairs {
    pairs = List.copyOf(pairs);
    alone = List.copyOf(alone);
  }
}
