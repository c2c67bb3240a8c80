package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.Message;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names for new nodes of a graph or function.
 *
 * @param taken names of that form which are there already
 */
record Names(Set<String> taken) {
  private static final Pattern FORM = Pattern.compile("(?s).*_quantized_(const|min|max)(_\\d+)?");

  /**
   * Looks at the nodes of a graph.
   *
   * @param nodes the number of their field
   */
  static Names of(Message graph, int nodes) {
    var taken = new HashSet<String>();
    graph.forEach(
        nodes,
        field -> {
          String name = field.message().text(ConstantNode.NAME);
          if (FORM.matcher(name).matches()) {
            taken.add(name);
          }
        });
    return new Names(taken);
  }

  /** A name that no node has: the one wanted, or one with a number behind it. */
  String fresh(String wanted) {
    String name = wanted;
    for (int i = 1; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
