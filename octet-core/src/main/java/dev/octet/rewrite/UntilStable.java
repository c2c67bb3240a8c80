package dev.octet.rewrite;

import dev.octet.model.Model;
import java.util.List;

/**
 * Rewrites that enable each other: applied in turn until none finds anything to do.
 *
 * @param rewrites in the order of each round
 */
record UntilStable(List<Rewrite> rewrites) implements Rewrite {
  /** No model needs as many rounds. */
  private static final int MOST_ROUNDS = 16;

  @Override
  public Model apply(Model model) {
    Model result = model;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Model before = result;
      for (Rewrite rewrite : rewrites) {
        result = rewrite.apply(result);
      }
      if (result.equals(before)) {
        break;
      }
    }
    return result;
  }
}
