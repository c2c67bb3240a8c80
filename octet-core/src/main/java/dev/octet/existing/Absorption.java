package dev.octet.existing;

import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.op.OpTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes quantization out of a model that says no more than a float model with ranges does, and
 * remembers what it said.
 *
 * @param model without it
 * @param existing what it said of the tensors of {@code model}
 */
public record Absorption(Model model, Existing existing) {
  /**
   * Takes out what training left behind: pairs that round values and leave them float, and integer
   * weights that are made float before they are used.
   *
   * <pre>
   * %q = QUANTIZE(%x)           or FAKE_QUANT(%x)
   * %d = DEQUANTIZE(%q)      →
   * %y = RELU(%d)                  %y = RELU(%x)                   and %x has the grid of %q
   *
   * %q = QUANTIZE(const %w)     or const i8 %q
   * %d = DEQUANTIZE(%q)      →
   * %y = CONV_2D(%x, %d, …)        %y = CONV_2D(%x, const %d, …)   and %d the integers of %q
   * </pre>
   *
   * <p>A QUANTIZE whose result any other op reads is a border between floats and integers: it
   * stays, and its parameters are remembered likewise.
   */
  public static Absorption of(Model model) {
    var tally = new Tally();
    Absorption absorbed = withoutPairs(model, tally);
    absorbed.model.graphs().stream()
        .flatMap(g -> g.nodes().stream())
        .filter(n -> FloatForm.isQuantized(n) && !FloatForm.isBorder(n))
        .forEach(_ -> tally.quantized());
    return absorbed.withNotes(tally.notes());
  }

  private static Absorption withoutPairs(Model model, Tally tally) {
    var found = new Found();
    List<Graph> graphs = new ArrayList<>();
    for (Graph graph : model.graphs()) {
      graphs.add(new PairAbsorber(graph, found, tally).apply());
    }
    return result(model, graphs, found);
  }

  /**
   * Turns every quantized op back to float, so that the model can be quantized anew.
   *
   * <pre>
   * %y: i8 quant(s, z) = CONV_2D v3 (%x: i8, const i8 %w, const i32 %b)
   *   → %y: f32 = CONV_2D(%x: f32, const f32 %w, const f32 %b)      and %y has the grid of (s, z)
   * </pre>
   *
   * <p>An op that has no float form, or integers as its state, stays; QUANTIZE and DEQUANTIZE stand
   * around it.
   */
  public static Absorption toFloat(Model model, OpTable table) {
    var tally = new Tally();
    Absorption first = withoutPairs(model, tally);
    var found = new Found(first.existing);
    List<Graph> graphs = new ArrayList<>();
    for (Graph graph : first.model.graphs()) {
      graphs.add(new FloatRestorer(graph, table, found, tally).apply());
    }
    return result(first.model, graphs, found).withNotes(tally.notes());
  }

  private static Absorption result(Model model, List<Graph> graphs, Found found) {
    boolean same = graphs.equals(model.graphs());
    return new Absorption(
        same ? model : model.withGraphs(graphs),
        new Existing(found.grids(), Map.of(), found.integers(), found.stored(), List.of()));
  }

  private Absorption withNotes(List<String> notes) {
    return new Absorption(model, existing.withNotes(notes));
  }
}
