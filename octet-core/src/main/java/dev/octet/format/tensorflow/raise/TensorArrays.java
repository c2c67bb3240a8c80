package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.Attrs;
import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.format.tensorflow.graph.NewAttrs;
import dev.octet.format.tensorflow.graph.NodeDef;
import dev.octet.format.tensorflow.graph.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns arrays of tensors, which a handle refers to and which change, into lists of tensors, which
 * are values: what orders the changes of an array, its flow, becomes the list. Source: {@code
 * data_flow_ops.cc}, {@code list_ops.cc}.
 */
final class TensorArrays {
  private static final int DEEPEST = 100;

  private final Nodes nodes;

  private TensorArrays(Nodes nodes) {
    this.nodes = nodes;
  }

  static void raise(Nodes nodes) {
    var arrays = new TensorArrays(nodes);
    List<NodeDef> uses = new ArrayList<>();
    List<NodeDef> made = new ArrayList<>();
    for (NodeDef node : nodes.all()) {
      if (node.op().equals("TensorArrayV3")) {
        made.add(node);
      } else if (node.op().startsWith("TensorArray")) {
        uses.add(node);
      }
    }
    uses.forEach(arrays::use);
    made.forEach(arrays::reserve);
  }

  private void use(NodeDef node) {
    Attrs attrs = node.attrs();
    DataType type = attrs.type("dtype", attrs.type("T", DataType.FLOAT));
    switch (node.op()) {
      case "TensorArrayWriteV3" -> write(node, type);
      case "TensorArrayReadV3" -> read(node, type);
      case "TensorArrayGatherV3" -> gather(node, type);
      case "TensorArrayScatterV3" -> scatter(node, type);
      case "TensorArraySizeV3" -> size(node);
      case "TensorArraySplitV3" -> {
        if (node.inputs().size() == 4) {
          List<Ref> in = List.of(node.inputs().get(1), shape(node), node.inputs().get(2));
          replace(node, "TensorListSplit", in, element(type));
        }
      }
      case "TensorArrayConcatV3" -> {
        if (node.inputs().size() == 2) {
          Ref leading = constant(node, "leading_dims", new int[0]);
          List<Ref> in = List.of(node.inputs().get(1), shape(node), leading);
          replace(node, "TensorListConcatV2", in, element(type));
        }
      }
      case "TensorArrayCloseV3" -> nodes.put(Made.nothing(node.name()));
      default -> {}
    }
  }

  private void write(NodeDef node, DataType type) {
    if (node.inputs().size() == 4) {
      boolean grows =
          array(node.inputs().get(0)).map(a -> a.attrs().flag("dynamic_size", false)).orElse(false);
      List<Ref> in = List.of(node.inputs().get(3), node.inputs().get(1), node.inputs().get(2));
      replace(
          node,
          "TensorListSetItem",
          in,
          element(type).flag("resize_if_index_out_of_bounds", grows));
    }
  }

  private void read(NodeDef node, DataType type) {
    if (node.inputs().size() == 3) {
      List<Ref> in = List.of(node.inputs().get(2), node.inputs().get(1), shape(node));
      replace(node, "TensorListGetItem", in, element(type));
    }
  }

  private void gather(NodeDef node, DataType type) {
    if (node.inputs().size() == 3) {
      Ref list = node.inputs().get(2);
      if (isAll(node.inputs().get(1))) {
        NewAttrs attrs = element(type).integer("num_elements", -1);
        replace(node, "TensorListStack", List.of(list, shape(node)), attrs);
      } else {
        List<Ref> in = List.of(list, node.inputs().get(1), shape(node));
        replace(node, "TensorListGather", in, element(type));
      }
    }
  }

  private void scatter(NodeDef node, DataType type) {
    if (node.inputs().size() == 4) {
      Ref value = node.inputs().get(2);
      Ref list = node.inputs().get(3);
      boolean isNew = nodes.maker(list).map(n -> n.op().equals("TensorArrayV3")).orElse(false);
      if (isNew && isAll(node.inputs().get(1))) {
        NewAttrs attrs = element(type).type("shape_type", DataType.INT32);
        replace(node, "TensorListFromTensor", List.of(value, shape(node)), attrs);
      } else {
        List<Ref> in = List.of(list, value, node.inputs().get(1));
        replace(node, "TensorListScatterIntoExistingList", in, element(type));
      }
    }
  }

  /** An array that does not grow has the size that it was made with. */
  private void size(NodeDef node) {
    if (node.inputs().size() == 2) {
      Optional<Ref> size =
          nodes
              .maker(node.inputs().getFirst())
              .filter(a -> a.op().equals("TensorArrayV3") && a.inputs().size() == 1)
              .filter(a -> !a.attrs().flag("dynamic_size", false))
              .map(a -> a.inputs().getFirst());
      nodes.put(
          size.map(s -> Made.identity(node.name(), s))
              .orElseGet(() -> length(node.name(), node.inputs().get(1))));
    }
  }

  private static NodeDef length(String name, Ref list) {
    return Made.node(name, "TensorListLength", List.of(list), new NewAttrs().done());
  }

  private void reserve(NodeDef node) {
    if (node.inputs().size() == 1) {
      DataType type = node.attrs().type("dtype", DataType.FLOAT);
      String name = nodes.unique(node.name() + "/list");
      NewAttrs attrs = element(type).type("shape_type", DataType.INT32);
      List<Ref> in = List.of(shape(node), node.inputs().getFirst());
      nodes.put(Made.node(name, "TensorListReserve", in, attrs.done()));
      Ref list = Made.ref(name);
      nodes.put(Made.identities(node.name(), List.of(list, list)));
    }
  }

  private static NewAttrs element(DataType type) {
    return new NewAttrs().type("element_dtype", type);
  }

  private void replace(NodeDef node, String op, List<Ref> inputs, NewAttrs attrs) {
    nodes.put(new NodeDef(node.name(), op, inputs, node.controls(), attrs.done()));
  }

  /** The shape of an element as far as it is known: that of the node, or of its array. */
  private Ref shape(NodeDef node) {
    Dimensions shape = said(node);
    if (!shape.ranked()) {
      shape = array(node.inputs().getFirst()).map(TensorArrays::said).orElse(shape);
    }
    if (shape.ranked()) {
      return constant(node, "element_shape", shape.toArray());
    }
    String name = nodes.unique(node.name() + "/element_shape");
    nodes.put(Made.scalar(name, DataType.INT32, -1));
    return Made.ref(name);
  }

  private static Dimensions said(NodeDef node) {
    Dimensions shape = node.attrs().shape("element_shape");
    return shape.ranked() ? shape : node.attrs().shape("element_shape_except0");
  }

  private Ref constant(NodeDef node, String what, int[] values) {
    String name = nodes.unique(node.name() + "/" + what);
    nodes.put(Made.vector(name, values));
    return Made.ref(name);
  }

  /** Whether indices are 0, 1, 2 and so on. */
  private boolean isAll(Ref indices) {
    NodeDef range = nodes.maker(indices).filter(n -> n.op().equals("Range")).orElse(null);
    return range != null
        && range.inputs().size() == 3
        && is(range.inputs().get(0), 0)
        && is(range.inputs().get(2), 1);
  }

  private boolean is(Ref ref, int value) {
    return nodes
        .maker(ref)
        .filter(n -> n.op().equals("Const"))
        .flatMap(n -> n.attrs().tensor("value"))
        .filter(t -> t.type() == DataType.INT32 && t.shape().elements() == 1)
        .map(t -> t.array().doubles()[0] == value)
        .orElse(false);
  }

  /** The array that a handle refers to, whatever frame it was taken into. */
  private Optional<NodeDef> array(Ref handle) {
    Set<Control> passing = Set.of(Control.ENTER, Control.SWITCH);
    Optional<NodeDef> node = nodes.maker(handle);
    for (int i = 0; i < DEEPEST && node.isPresent(); i++) {
      NodeDef at = node.get();
      if (at.op().equals("TensorArrayV3")) {
        return node;
      }
      if (!passing.contains(Control.of(at)) || at.inputs().isEmpty()) {
        return Optional.empty();
      }
      node = nodes.maker(at.inputs().getFirst());
    }
    return Optional.empty();
  }
}
