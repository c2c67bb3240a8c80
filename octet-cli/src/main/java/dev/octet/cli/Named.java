package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.error.OctetException;
import dev.octet.plan.Denials;
import java.util.List;

/**
 * What a command line names of a model; all of it must be there.
 *
 * @param ops kinds of op
 * @param nodes regular expressions that are found in the names of nodes
 */
record Named(List<String> ops, List<String> nodes) {
  Named {
    ops = List.copyOf(ops);
    nodes = List.copyOf(nodes);
  }

  /**
   * Checks that each names something.
   *
   * @throws OctetException {@code USAGE} with what the model has that is like it
   */
  void requireIn(Octet octet) {
    try {
      var denials = new Denials(octet.model());
      ops.forEach(denials::requireOp);
      nodes.forEach(denials::requireNode);
    } catch (OctetException e) {
      throw e.in(octet.file().toString());
    }
  }
}
