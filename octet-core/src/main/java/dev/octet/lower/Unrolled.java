package dev.octet.lower;

import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A cell that runs through time step by step, each with ops of its own; all share the weights. What
 * follows from zeros is computed ahead of time by the rewrites.
 */
final class Unrolled {
  private final Lowering g;
  private final Cell cell;
  private final List<Tensor> projected;
  private final boolean sequences;

  /**
   * A run.
   *
   * @param projected {@code [batch, time, n]} each
   * @param sequences whether the outputs of all steps are wanted
   */
  Unrolled(Lowering g, Cell cell, List<Tensor> projected, boolean sequences) {
    this.g = g;
    this.cell = cell;
    this.projected = projected;
    this.sequences = sequences;
  }

  /**
   * Runs it.
   *
   * @param initial {@code [batch, units]} each; empty for zeros
   */
  Steps run(List<Tensor> initial) {
    List<List<Tensor>> steps = projected.stream().map(p -> Sequence.steps(g, p)).toList();
    List<Tensor> states = initial.isEmpty() ? zeros() : initial;
    Cell.Step step = cell.in(g);
    var outputs = new ArrayList<Tensor>();
    for (int i = 0; i < steps.getFirst().size(); i++) {
      int now = i;
      states = step.next(steps.stream().map(p -> p.get(now)).toList(), states);
      outputs.add(states.getFirst());
    }
    return new Steps(sequences ? Sequence.stacked(g, outputs) : states.getFirst(), states);
  }

  /** For any batch: they are broadcast. */
  private List<Tensor> zeros() {
    Tensor zeros = g.constant("zeros", Array.filled(0, 1, cell.units()));
    return Collections.nCopies(cell.states(), zeros);
  }
}
