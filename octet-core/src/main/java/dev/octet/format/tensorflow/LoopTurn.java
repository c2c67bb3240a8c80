package dev.octet.format.tensorflow;

import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.List;

/**
 * A loop whose graphs are lowered.
 *
 * @param condition decides whether there is another turn
 * @param more the condition's result
 * @param body what is computed in a turn
 * @param carried from turn to turn
 */
record LoopTurn(Lowering condition, Tensor more, Lowering body, List<Carried> carried) {
  /** Copies the list. */
  LoopTurn {
    carried = List.copyOf(carried);
  }
}
