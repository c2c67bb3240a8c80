package dev.octet.op;

import dev.octet.model.Node;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rows of all ops that Octet knows, by family. */
public final class OpTable {
  private final SortedMap<String, OpRow> rows = new TreeMap<>();

  private OpTable(Stream<OpRow> all) {
    all.forEach(
        r -> {
          if (rows.put(r.op(), r) != null) {
            throw new IllegalArgumentException("two rows for " + r.op());
          }
        });
  }

  /** The table of the runtime that Octet is built with. */
  public static OpTable standard() {
    return new OpTable(
        Stream.of(
                WeightedRows.all(),
                RecurrentRows.all(),
                PoolingRows.all(),
                ArithmeticRows.all(),
                ReductionRows.all(),
                ActivationRows.all(),
                MoveRows.all(),
                JoinRows.all(),
                ComparisonRows.all(),
                FloatRows.all())
            .flatMap(List::stream)
            .map(RowBuilder::build));
  }

  /** The row of a node's op; empty for custom ops and those that Octet does not know. */
  public Optional<OpRow> find(Node node) {
    return node.operation().custom() ? Optional.empty() : find(node.op());
  }

  /** The row of a builtin op. */
  public Optional<OpRow> find(String op) {
    return Optional.ofNullable(rows.get(op));
  }

  /** All rows, by name. */
  public Collection<OpRow> rows() {
    return rows.values();
  }
}
