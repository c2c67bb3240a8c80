package dev.octet.format.tensorflow.graph;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The types of a node's results as far as its attributes tell: most ops have the type of their
 * results in one of a few attributes. Source: the op definitions in {@code tensorflow/core/ops}.
 */
public final class ResultTypes {
  private static final Set<String> TRUTHS =
      Set.of(
          "Equal",
          "NotEqual",
          "Less",
          "LessEqual",
          "Greater",
          "GreaterEqual",
          "LogicalAnd",
          "LogicalOr",
          "LogicalNot",
          "Any",
          "All",
          "IsNan",
          "IsInf",
          "IsFinite",
          "InTopK",
          "InTopKV2",
          "ApproximateEqual");

  private static final Set<String> BYTES =
      Set.of("DecodeJpeg", "DecodePng", "DecodeBmp", "DecodeGif", "DecodeImage");

  /** Attributes that list the types of all results. */
  private static final List<String> LISTS =
      List.of("Tout", "output_types", "component_types", "out_types", "Tdense");

  /** Attributes that are the type of the result, the telling ones first. */
  private static final List<String> SINGLE =
      List.of("DstT", "out_type", "output_type", "dtype", "element_dtype", "Tout", "Tparams", "T");

  private ResultTypes() {}

  /** The type of a result; empty where the node does not say it. */
  public static Optional<DataType> of(NodeDef node, int result) {
    Optional<DataType> fixed = fixed(node, result);
    if (fixed.isPresent()) {
      return fixed;
    }
    Attrs attrs = node.attrs();
    for (String name : LISTS) {
      List<DataType> types = attrs.types(name);
      if (result < types.size()) {
        return Optional.of(types.get(result));
      }
    }
    List<DataType> all = attrs.types("T");
    if (result < all.size()) {
      return Optional.of(all.get(result));
    }
    return SINGLE.stream()
        .map(name -> attrs.type(name, DataType.UNKNOWN))
        .filter(t -> t != DataType.UNKNOWN)
        .findFirst();
  }

  private static Optional<DataType> fixed(NodeDef node, int result) {
    String op = node.op();
    if (TRUTHS.contains(op)) {
      return Optional.of(DataType.BOOL);
    }
    if (BYTES.contains(op)) {
      return Optional.of(node.attrs().type("dtype", DataType.UINT8));
    }
    return switch (op) {
      case "Shape", "ShapeN", "Size" -> Optional.of(node.attrs().type("out_type", DataType.INT32));
      case "ArgMax", "ArgMin" -> Optional.of(node.attrs().type("output_type", DataType.INT64));
      case "Where" -> Optional.of(DataType.INT64);
      case "Rank" -> Optional.of(DataType.INT32);
      case "TopK", "TopKV2" ->
          result == 1
              ? Optional.of(node.attrs().type("index_type", DataType.INT32))
              : Optional.empty();
      case "Unique", "UniqueV2", "UniqueWithCounts" ->
          result > 0 ? Optional.of(node.attrs().type("out_idx", DataType.INT32)) : Optional.empty();
      case "MaxPoolWithArgmax" ->
          result == 1
              ? Optional.of(node.attrs().type("Targmax", DataType.INT64))
              : Optional.empty();
      case "Merge", "RefMerge" -> result == 1 ? Optional.of(DataType.INT32) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
