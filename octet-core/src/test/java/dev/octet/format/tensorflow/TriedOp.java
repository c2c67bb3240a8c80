package dev.octet.format.tensorflow;

import dev.octet.matrix.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A case and what became of it.
 *
 * @param opCase the case
 * @param anyBatch whether it was converted for any number of samples
 * @param outcome what became of it
 */
record TriedOp(OpCase opCase, boolean anyBatch, Outcome outcome) {

  /** Everything, tried. */
  static List<TriedOp> all(Path folder) throws IOException {
    var tried = new ArrayList<TriedOp>();
    for (OpCase c : OpMatrix.all(folder)) {
      tried.add(new TriedOp(c, false, OpRun.one(c)));
      if (c.samples() > 1 && c.refused().isEmpty()) {
        tried.add(new TriedOp(c, true, OpRun.dynamic(c)));
      }
    }
    return tried;
  }

  boolean about(String op) {
    return opCase.ops().contains(op);
  }

  boolean same() {
    return outcome instanceof Outcome.Same;
  }

  boolean refused() {
    return outcome instanceof Outcome.Refused;
  }

  /** The LiteRT ops that it became; empty for those that became none. */
  List<String> became() {
    return outcome instanceof Outcome.Same(List<String> ops) ? ops : List.of();
  }
}
