package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What an op makes: {@code op_def.proto}.
 *
 * @param name of the op
 * @param results its outputs, in order
 * @param defaults the types that attributes have where a node does not say them
 */
public record OpDef(String name, List<Result> results, Map<String, DataType> defaults) {
  /** No op has so many results; a file may say anything. */
  private static final int MOST = 1 << 12;

  /** Copies the collections. */
  public OpDef {
    results = List.copyOf(results);
    defaults = Map.copyOf(defaults);
  }

  /**
   * An output: a tensor, or several.
   *
   * @param name as functions refer to it
   * @param type of the elements; unknown where attributes say it
   * @param typeAttr the attribute with the type; empty for none
   * @param numberAttr the attribute that says how many; empty for one
   * @param listAttr the attribute with a type for each of several; empty for none
   */
  public record Result(
      String name, DataType type, String typeAttr, String numberAttr, String listAttr) {}

  /** The ops of an {@code OpList}, by name. */
  public static Map<String, OpDef> all(Message list) {
    var ops = new HashMap<String, OpDef>();
    for (Message proto : list.messages(1)) {
      ops.put(proto.text(1), of(proto));
    }
    return ops;
  }

  private static OpDef of(Message proto) {
    var results = new ArrayList<Result>();
    for (Message arg : proto.messages(3)) {
      results.add(
          new Result(
              arg.text(1), DataType.of(arg.integer(3)), arg.text(4), arg.text(5), arg.text(6)));
    }
    var defaults = new HashMap<String, DataType>();
    for (Message attr : proto.messages(4)) {
      if (attr.message(3).has(Attrs.TYPE)) {
        defaults.put(attr.text(1), DataType.of(attr.message(3).integer(Attrs.TYPE)));
      }
    }
    return new OpDef(proto.text(1), results, defaults);
  }

  /** The number of the first of a node's results that an output has; −1 without such an output. */
  public int first(NodeDef node, String output) {
    int at = 0;
    for (Result result : results) {
      if (result.name().equals(output)) {
        return at;
      }
      at += types(node, result).size();
    }
    return -1;
  }

  /** The types of all results of a node of this op. */
  public List<DataType> types(NodeDef node) {
    var types = new ArrayList<DataType>();
    results.forEach(r -> types.addAll(types(node, r)));
    return types;
  }

  private List<DataType> types(NodeDef node, Result result) {
    if (!result.listAttr().isEmpty()) {
      return node.attrs().types(result.listAttr());
    }
    DataType otherwise = defaults.getOrDefault(result.typeAttr(), DataType.UNKNOWN);
    DataType type =
        result.typeAttr().isEmpty()
            ? result.type()
            : node.attrs().type(result.typeAttr(), otherwise);
    int count = result.numberAttr().isEmpty() ? 1 : node.attrs().integer(result.numberAttr(), 1);
    return Collections.nCopies(Math.clamp(count, 0, MOST), type);
  }
}
