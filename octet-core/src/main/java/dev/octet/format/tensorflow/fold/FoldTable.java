package dev.octet.format.tensorflow.fold;

import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.lower.Array;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is computed of constants while a model is read; one family of ops in each class. */
public final class FoldTable {
  private final Map<String, Folder> folders = new HashMap<>();

  /** All ops that can be computed. */
  public static FoldTable standard() {
    var table = new FoldTable();
    ElementFolders.addTo(table);
    ReductionFolders.addTo(table);
    ShapeFolders.addTo(table);
    JoinFolders.addTo(table);
    IndexFolders.addTo(table);
    FillFolders.addTo(table);
    return table;
  }

  void add(String ops, Folder folder) {
    for (String op : ops.split(" ", -1)) {
      if (folders.put(op, folder) != null) {
        throw new IllegalArgumentException("two folders for " + op);
      }
    }
  }

  /** Whether there is a way to compute an op. */
  public boolean has(String op) {
    return folders.containsKey(op);
  }

  /**
   * The results of a node that reads these constants.
   *
   * @param inputs in the types that LiteRT computes in
   * @return empty for what is left to the graph: an unknown op, types without arithmetic, a large
   *     result, operands that do not fit
   */
  public List<Array> fold(NodeDef node, List<Array> inputs) {
    Folder folder = folders.get(node.op());
    if (folder == null) {
      return List.of();
    }
    try {
      return folder.fold(new Operands(node.attrs(), inputs));
    } catch (IllegalArgumentException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException _) {
      return List.of(); // the op's own rule says what is wrong
    }
  }
}
