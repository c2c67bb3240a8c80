package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells that run through time. A standard LSTM is one op; anything else is unrolled if it is short,
 * and a WHILE if it is long. docs/recurrent.md says why.
 */
public final class Recurrence {
  /** Up to so many steps a cell is unrolled. */
  static final int UNROLLED = 4;

  private Recurrence() {}

  /**
   * What a run is told.
   *
   * @param order in which the steps are taken
   * @param sequences whether the outputs of all steps are wanted, not that of the last only
   * @param states whether the states after the last step are wanted
   */
  public record Mode(Order order, boolean sequences, boolean states) {}

  /** In which order the steps are taken. */
  public enum Order {
    /** From the first to the last. */
    FORWARD,
    /** From the last to the first; outputs come in that order, too. */
    BACKWARD,
    /** From the last to the first; the outputs come in the order of the inputs. */
    MIRRORED,
    /** From the first to the last; the outputs come in the order from the last to the first. */
    TURNED;

    boolean backwards() {
      return this == BACKWARD || this == MIRRORED;
    }

    boolean turnsOutputs() {
      return this == MIRRORED || this == TURNED;
    }
  }

  /**
   * Runs cells, one on the outputs of the other, from states of zero.
   *
   * @param x {@code [batch, time, in]}
   * @return the last cell's outputs, and the states of all cells; none where they are not wanted
   */
  public static Steps run(Lowering g, List<Cell> cells, Tensor x, Mode mode) {
    return run(g, cells, x, List.of(), mode);
  }

  /**
   * Runs cells, one on the outputs of the other.
   *
   * @param x {@code [batch, time, in]}
   * @param initial the states of all cells, {@code [batch, units]} each; empty for zeros
   * @return the last cell's outputs, and the states of all cells; none where they are not wanted
   */
  public static Steps run(Lowering g, List<Cell> cells, Tensor x, List<Tensor> initial, Mode mode) {
    Tensor y = mode.order().backwards() ? Sequence.reversed(g, x) : x;
    var states = new ArrayList<Tensor>();
    int from = 0;
    int left = cells.size();
    for (Cell cell : cells) {
      left--;
      List<Tensor> own =
          initial.isEmpty() ? List.of() : initial.subList(from, from + cell.states());
      boolean all = mode.sequences() || left > 0;
      Steps steps = one(g, cell, y, own, new Mode(Order.FORWARD, all, mode.states()));
      y = steps.output();
      states.addAll(steps.states());
      from += cell.states();
    }
    boolean mirror = mode.sequences() && mode.order().turnsOutputs();
    return new Steps(mirror ? Sequence.reversed(g, y) : y, mode.states() ? states : List.of());
  }

  /**
   * Runs cells from the states that the last run left, which are zero at first.
   *
   * @param x {@code [batch, time, in]}, of a static batch
   */
  public static Steps stateful(Lowering g, List<Cell> cells, Tensor x, Mode mode) {
    if (cells.stream().allMatch(Recurrence::isStandard) && !mode.states()) {
      return run(g, cells, x, mode); // the op keeps its states
    }
    var variables = new ArrayList<Variable>();
    for (Cell cell : cells) {
      for (int i = 0; i < cell.states(); i++) {
        variables.add(Variable.zeros(g, Shape.of(x.shape().dim(0), cell.units())));
      }
    }
    List<Tensor> before = variables.stream().map(v -> v.read(g)).toList();
    Steps steps = run(g, cells, x, before, new Mode(mode.order(), mode.sequences(), true));
    for (int i = 0; i < variables.size(); i++) {
      variables.get(i).assign(g, steps.states().get(i));
    }
    return mode.states() ? steps : new Steps(steps.output(), List.of());
  }

  private static boolean isStandard(Cell cell) {
    return cell instanceof LstmCell lstm && lstm.standard();
  }

  private static Steps one(Lowering g, Cell cell, Tensor x, List<Tensor> initial, Mode mode) {
    boolean fixed = !x.shape().isDynamic(0); // the op's states have a size
    if (cell instanceof LstmCell lstm
        && lstm.standard()
        && fixed
        && initial.isEmpty()
        && !mode.states()) {
      Tensor all = lstm.fused(g, x);
      return new Steps(mode.sequences() ? all : Sequence.last(g, all), List.of());
    }
    List<Tensor> projected = cell.project(g, x);
    return x.shape().dim(1) <= UNROLLED
        ? new Unrolled(g, cell, projected, mode.sequences()).run(initial)
        : new Loop(g, cell, projected, mode.sequences()).run(initial);
  }
}
