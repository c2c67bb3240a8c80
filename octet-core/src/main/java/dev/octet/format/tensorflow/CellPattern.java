package dev.octet.format.tensorflow;

import dev.octet.lower.Activation;
import dev.octet.lower.Array;
import dev.octet.lower.Cell;
import dev.octet.lower.GruCell;
import dev.octet.lower.LstmCell;
import dev.octet.lower.SimpleCell;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the cells that Keras has in what a loop computes in a turn, by their structure alone:
 * which gate is which follows from what it is multiplied by.
 */
final class CellPattern {
  /**
   * A cell.
   *
   * @param cell what is computed
   * @param states where its states are carried, in its order
   */
  record Found(Cell cell, List<Carried> states) {}

  private final Makers makers;
  private final LinearForms forms;
  private final Tensor x;
  private final int in;

  /**
   * In the body of a loop.
   *
   * @param x what stands for the step's input wherever it is multiplied
   * @param in its size
   */
  CellPattern(Makers makers, LinearForms forms, Tensor x, int in) {
    this.makers = makers;
    this.forms = forms;
    this.x = x;
    this.in = in;
  }

  /** The cell that has these states, all that it has. */
  Optional<Found> find(List<Carried> states) {
    return switch (states.size()) {
      case 1 -> gru(states.getFirst()).or(() -> simple(states.getFirst()));
      case 2 -> lstm(states.get(0), states.get(1)).or(() -> lstm(states.get(1), states.get(0)));
      default -> Optional.empty();
    };
  }

  /** {@code c' = f·c + i·tanh(g)}, {@code h' = o·tanh(c')}. */
  private Optional<Found> lstm(Carried h, Carried c) {
    Optional<LinearForm> out = Optional.empty();
    for (Makers.Pair p : makers.pairs(h.after(), "MUL")) {
      if (makers.input(p.b(), "TANH").filter(t -> t == c.after()).isPresent()) {
        out = out.or(() -> gate(p.a()));
      }
    }
    for (Makers.Pair sum : makers.pairs(c.after(), "ADD")) {
      Optional<LinearForm> forget = factor(sum.a(), c.inBody());
      for (Makers.Pair p : makers.pairs(sum.b(), "MUL")) {
        Optional<LinearForm> input = gate(p.a());
        Optional<LinearForm> fresh = makers.input(p.b(), "TANH").flatMap(forms::of);
        if (out.isPresent() && forget.isPresent() && input.isPresent() && fresh.isPresent()) {
          var gates = List.of(input.get(), forget.get(), fresh.get(), out.get());
          return cell(h, gates, LstmCell::standard).map(cell -> new Found(cell, List.of(h, c)));
        }
      }
    }
    return Optional.empty();
  }

  /** {@code h' = z·h + (1 − z)·n}. */
  private Optional<Found> gru(Carried h) {
    for (Makers.Pair sum : makers.pairs(h.after(), "ADD")) {
      Optional<Tensor> z = other(sum.a(), h.inBody());
      if (z.isEmpty()) {
        continue;
      }
      for (Makers.Pair p : makers.pairs(sum.b(), "MUL")) {
        if (isRest(p.a(), z.get())) {
          Optional<Found> found =
              makers
                  .input(p.b(), "TANH")
                  .flatMap(n -> gate(z.get()).flatMap(update -> gru(h, update, n)));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean isRest(Tensor rest, Tensor z) {
    return makers.of(rest, "SUB").filter(n -> n.input(1) == z && isOne(n.input(0))).isPresent();
  }

  private static boolean isOne(@Nullable Tensor tensor) {
    if (tensor == null || tensor.data() == null || tensor.type() != ElementType.FLOAT32) {
      return false;
    }
    float[] values = new Array(tensor.type(), tensor.shape(), tensor.data()).floats();
    return values.length == 1 && values[0] == 1;
  }

  private Optional<Found> gru(Carried h, LinearForm update, Tensor fresh) {
    return resetAfter(h, update, fresh).or(() -> resetBefore(h, update, fresh));
  }

  /** {@code n = tanh(x·W + r·(h·U))}. */
  private Optional<Found> resetAfter(Carried h, LinearForm update, Tensor fresh) {
    for (Makers.Pair sum : makers.pairs(fresh, "ADD")) {
      Optional<LinearForm> own = forms.of(sum.a()).filter(f -> f.isOf(Set.of(x)));
      for (Makers.Pair p : makers.pairs(sum.b(), "MUL")) {
        Optional<LinearForm> reset = gate(p.a());
        Optional<LinearForm> memory = forms.of(p.b()).filter(f -> f.isOf(Set.of(h.inBody())));
        if (own.isPresent() && reset.isPresent() && memory.isPresent()) {
          int units = update.columns();
          var inputs = List.of(update, reset.get(), own.get());
          var memories = List.of(update, reset.get(), memory.get());
          Array none = Array.filled(0, 2 * units);
          Array recurrentBias =
              LinearForm.biases(List.of(LinearForm.of(none), LinearForm.of(memory.get().bias())));
          return checked(h, List.of(update, reset.get()))
              .map(
                  _ ->
                      found(
                          h,
                          new GruCell(
                              LinearForm.weights(x, in, inputs),
                              LinearForm.weights(h.inBody(), units, memories),
                              LinearForm.biases(inputs),
                              recurrentBias,
                              Activation::tanh,
                              Activation::sigmoid,
                              true)));
        }
      }
    }
    return Optional.empty();
  }

  /** {@code n = tanh(x·W + (r·h)·U)}. */
  private Optional<Found> resetBefore(Carried h, LinearForm update, Tensor fresh) {
    LinearForm own = forms.of(fresh).orElse(null);
    if (own == null) {
      return Optional.empty();
    }
    int units = update.columns();
    for (Tensor memory : own.weights().keySet()) {
      Optional<LinearForm> reset = factor(memory, h.inBody());
      if (reset.isPresent() && own.isOf(Set.of(x, memory))) {
        var inputs = List.of(update, reset.get(), own);
        Array gates = LinearForm.weights(h.inBody(), units, inputs.subList(0, 2));
        Array fresh2 = own.weight(memory, units);
        return checked(h, inputs.subList(0, 2))
            .map(
                _ ->
                    found(
                        h,
                        new GruCell(
                            LinearForm.weights(x, in, inputs),
                            LinearForm.beside(units, List.of(gates, fresh2)),
                            LinearForm.biases(inputs),
                            null,
                            Activation::tanh,
                            Activation::sigmoid,
                            false)));
      }
    }
    return Optional.empty();
  }

  private static Found found(Carried h, Cell cell) {
    return new Found(cell, List.of(h));
  }

  /** {@code h' = f(x·W + h·U)}. */
  private Optional<Found> simple(Carried h) {
    return makers
        .input(h.after(), "TANH")
        .flatMap(sum -> simple(h, sum, Activation::tanh))
        .or(() -> makers.input(h.after(), "RELU").flatMap(sum -> simple(h, sum, Activation::relu)));
  }

  private Optional<Found> simple(Carried h, Tensor sum, Cell.Function activation) {
    return forms
        .of(sum)
        .flatMap(form -> cell(h, List.of(form), (w, u, b) -> new SimpleCell(w, u, b, activation)))
        .map(cell -> found(h, cell));
  }

  /** A cell of weights and biases. */
  @FunctionalInterface
  private interface Maker {
    Cell of(Array kernel, Array recurrent, Array bias);
  }

  private Optional<Cell> cell(Carried h, List<LinearForm> gates, Maker maker) {
    return checked(h, gates)
        .map(
            units ->
                maker.of(
                    LinearForm.weights(x, in, gates),
                    LinearForm.weights(h.inBody(), units, gates),
                    LinearForm.biases(gates)));
  }

  /** The size of the state, if these are all sums of the step's input and the state. */
  private Optional<Integer> checked(Carried h, List<LinearForm> gates) {
    int units = h.inBody().shape().dim(-1);
    return Optional.of(units)
        .filter(
            u -> gates.stream().allMatch(f -> f.columns() == u && f.isOf(Set.of(x, h.inBody()))));
  }

  /** What a sigmoid is applied to; of several gates at once maybe, that are then taken apart. */
  private Optional<LinearForm> gate(Tensor gate) {
    Optional<Tensor> own = makers.input(gate, "LOGISTIC");
    if (own.isPresent()) {
      return forms.of(own.get());
    }
    return makers
        .of(gate)
        .flatMap(n -> Columns.of(n, gate))
        .flatMap(
            c ->
                makers
                    .input(c.from(), "LOGISTIC")
                    .flatMap(forms::of)
                    .map(f -> f.slice(c.begin(), c.size())));
  }

  /** The gate that a tensor is multiplied by. */
  private Optional<LinearForm> factor(Tensor product, Tensor of) {
    return other(product, of).flatMap(this::gate);
  }

  private Optional<Tensor> other(Tensor product, Tensor of) {
    var others = new ArrayList<Tensor>();
    makers.pairs(product, "MUL").stream().filter(p -> p.b() == of).forEach(p -> others.add(p.a()));
    return others.stream().findFirst();
  }
}
