package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Several elements of lists of tensors at once: {@code list_ops.cc}. */
final class ListPartOps {
  private ListPartOps() {}

  static void addTo(OpTable t) {
    t.add("TensorListGather", ListPartOps::gather);
    t.addRule("TensorListScatter TensorListScatterV2", ListPartOps::scatter);
    t.addRule("TensorListScatterIntoExistingList", ListPartOps::scatterInto);
    t.addAll("TensorListConcat TensorListConcatV2", ListPartOps::concat);
    t.addRule("TensorListSplit", ListPartOps::split);
  }

  private static Tensor gather(OpCall call) {
    Tensor whole = ListOps.lists(call).whole(ListOps.list(call));
    return Selection.gather(call.graph(), whole, call.tensor(1), 0, 0);
  }

  /** The list is as long as its last index wants, or as it is said. */
  private static List<Value> scatter(OpCall call) {
    int[] indices = call.integers(1, "the indices");
    int longest = Arrays.stream(indices).max().orElse(-1) + 1;
    boolean says = call.node().op().equals("TensorListScatterV2");
    int said = says ? call.integer(3, "the length") : -1;
    return scattered(call, said < 0 ? longest : said, call.tensor(0), indices, List.of());
  }

  private static List<Value> scatterInto(OpCall call) {
    int[] indices = call.integers(2, "the indices");
    TensorList.Parts list = ListOps.lists(call).split(ListOps.list(call));
    return scattered(call, list.parts().size(), call.tensor(1), indices, list.parts());
  }

  private static List<Value> scattered(
      OpCall call, int length, Tensor from, int[] indices, List<Optional<Tensor>> before) {
    if (Arrays.equals(indices, Dims.axes(length)) && length == from.shape().dim(0)) {
      return List.of(new Value.Items(new TensorList.Whole(from)));
    }
    List<Tensor> parts = Joining.unstack(call.graph(), from, 0);
    if (indices.length != parts.size() || length > 1 << 12) {
      throw call.refuse("%d indices put %d elements in a list".formatted(indices.length, length));
    }
    var list = new ArrayList<>(before);
    list.addAll(Collections.nCopies(length - before.size(), Optional.empty()));
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= length) {
        throw call.refuse("index %d is none of a list of %d".formatted(indices[i], length));
      }
      list.set(indices[i], Optional.of(parts.get(i)));
    }
    return List.of(new Value.Items(new TensorList.Parts(from.type(), Dimensions.UNKNOWN, list)));
  }

  /** Along their first dimension, and how long each is there. */
  private static List<Tensor> concat(OpCall call) {
    Lowering g = call.graph();
    TensorList list = ListOps.list(call);
    if (list instanceof TensorList.Parts(ElementType _, Dimensions _, List<Optional<Tensor>> all)
        && !all.isEmpty()
        && all.stream().allMatch(Optional::isPresent)) {
      List<Tensor> parts = all.stream().flatMap(Optional::stream).toList();
      double[] lengths = parts.stream().mapToDouble(p -> p.shape().dim(0)).toArray();
      return List.of(
          Layout.concat(g, parts, 0),
          call.constant(Array.numbers(ElementType.INT64, lengths, lengths.length)));
    }
    Tensor whole = ListOps.lists(call).whole(list);
    Shape shape = whole.shape();
    if (shape.rank() < 2) {
      throw call.refuse("its elements are single numbers");
    }
    Tensor joined = Layout.reshape(g, whole, Dims.merge(shape, 0, 2));
    if (!call.asked().get(1)) {
      return List.of(joined);
    }
    if (shape.isDynamic(0) || shape.isDynamic(1)) {
      throw call.refuse("the lengths of its parts depend on the batch");
    }
    var lengths = new double[shape.dim(0)];
    Arrays.fill(lengths, shape.dim(1));
    return List.of(
        joined, call.constant(Array.numbers(ElementType.INT64, lengths, lengths.length)));
  }

  private static List<Value> split(OpCall call) {
    Tensor from = call.tensor(0);
    int[] lengths = call.integers(2, "the lengths");
    List<Optional<Tensor>> parts =
        Joining.split(call.graph(), from, lengths, 0).stream().map(Optional::of).toList();
    return List.of(new Value.Items(new TensorList.Parts(from.type(), Dimensions.UNKNOWN, parts)));
  }
}
