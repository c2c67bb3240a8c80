package dev.octet.existing;

import dev.octet.model.Model;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.op.OpTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a model's own quantization says about its float tensors. A value. */
public final class Existing {
  private static final Existing NONE =
      new Existing(Map.of(), Map.of(), Map.of(), Map.of(), List.of());

  private final Map<Tensor, Grid> grids;
  private final Map<Tensor, Grid> implied;
  private final Map<Tensor, Tensor> integers;
  private final Map<Tensor, Tensor> stored;
  private final List<String> notes;

  /**
   * What is known.
   *
   * @param grids of activations and constants, as the model says
   * @param implied what follows from these for other activations
   * @param integers float constants and the int8 ones of zero point 0 that they stand for
   * @param stored float constants and what the model's own op reads in their place
   * @param notes for people, a line each
   */
  Existing(
      Map<Tensor, Grid> grids,
      Map<Tensor, Grid> implied,
      Map<Tensor, Tensor> integers,
      Map<Tensor, Tensor> stored,
      List<String> notes) {
    this.grids = Map.copyOf(grids);
    this.implied = Map.copyOf(implied);
    this.integers = Map.copyOf(integers);
    this.stored = Map.copyOf(stored);
    this.notes = List.copyOf(notes);
  }

  /** Nothing is known. */
  public static Existing none() {
    return NONE;
  }

  /** What the model says of a tensor. */
  public Optional<Grid> grid(Tensor tensor) {
    return Optional.ofNullable(grids.get(tensor));
  }

  /** What follows for a tensor of which the model says nothing: second to what was observed. */
  public Optional<Grid> implied(Tensor tensor) {
    return Optional.ofNullable(implied.get(tensor));
  }

  /** Whether the model says how this tensor is rounded, or it follows from what the model says. */
  public boolean knows(Tensor tensor) {
    return grids.containsKey(tensor)
        || implied.containsKey(tensor)
        || integers.containsKey(tensor)
        || stored.containsKey(tensor);
  }

  /** Whether the range of any activation is known. */
  public boolean knowsRanges() {
    return grids.keySet().stream().anyMatch(t -> !t.isConstant());
  }

  /**
   * The int8 weights that a float constant stands for exactly, with zero point 0.
   *
   * @param axis the only axis on which there may be a scale per channel, or {@link
   *     OpRow#PER_TENSOR}
   */
  public Optional<Tensor> integers(Tensor floats, int axis) {
    return Optional.ofNullable(integers.get(floats)).filter(i -> fits(i.quantization(), axis));
  }

  private static boolean fits(@Nullable Quantization quantization, int axis) {
    return quantization instanceof PerTensor
        || (quantization instanceof PerChannel(float[] _, long[] _, int a) && a == axis);
  }

  /** What the op that reads this constant reads if it stays as the model has it. */
  public Tensor asStored(Tensor constant) {
    return stored.getOrDefault(constant, constant);
  }

  /** What was found, for people. */
  public List<String> notes() {
    return notes;
  }

  /** This with all that follows from it in a model, which may be a rewritten one. */
  public Existing in(Model model, OpTable table) {
    var spread = new Spread(table, grids);
    spread.over(model);
    return new Existing(spread.grids(), spread.implied(), integers, stored, notes);
  }

  Existing withNotes(List<String> newNotes) {
    return new Existing(grids, implied, integers, stored, newNotes);
  }

  void copyTo(
      Map<Tensor, Grid> toGrids, Map<Tensor, Tensor> toIntegers, Map<Tensor, Tensor> toStored) {
    toGrids.putAll(grids);
    toIntegers.putAll(integers);
    toStored.putAll(stored);
  }

  /** This with further constants whose float form stands in for what the model has. */
  Existing with(Found more) {
    var allIntegers = new HashMap<>(integers);
    allIntegers.putAll(more.integers());
    var allGrids = new HashMap<>(grids);
    allGrids.putAll(more.grids());
    return new Existing(allGrids, implied, allIntegers, more.stored(), notes);
  }
}
