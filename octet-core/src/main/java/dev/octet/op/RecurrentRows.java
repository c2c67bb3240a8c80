package dev.octet.op;

import static dev.octet.op.OpRow.PER_TENSOR;
import static dev.octet.op.RowBuilder.row;

import java.util.List;

/** Ops that carry a state from step to step. */
final class RecurrentRows {
  private RecurrentRows() {}

  static List<RowBuilder> all() {
    return List.of(lstm());
  }

  /** Hybrid only for now: its integer form has ranges inside the op. */
  private static RowBuilder lstm() {
    RowBuilder row =
        row("UNIDIRECTIONAL_SEQUENCE_LSTM")
            .activation(0)
            .hybrid(3, 0, true)
            .options("UnidirectionalSequenceLSTMOptions");
    for (int gate = 1; gate <= 8; gate++) {
      row = row.weight(gate, PER_TENSOR);
    }
    return row.weight(16, PER_TENSOR);
  }
}
