package dev.octet.format.tensorflow;

import dev.octet.lower.Dims;
import dev.octet.lower.Joining;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Several tensors of one, one of several, and one over and over or in another order. */
final class JoinOps {
  private JoinOps() {}

  static void addTo(OpTable t) {
    t.add("Concat", call -> concat(call, call.tensors(1, call.count()), 0));
    t.add("ConcatV2", c -> concat(c, c.tensors(0, c.count() - 1), c.count() - 1));
    t.add(
        "Pack",
        c -> Joining.stack(c.graph(), c.tensors(0, c.count()), c.attrs().integer("axis", 0)));
    t.addAll("Unpack", c -> Joining.unstack(c.graph(), c.tensor(0), c.attrs().integer("axis", 0)));
    t.addAll("Split", JoinOps::split);
    t.addAll("SplitV", JoinOps::splitAt);
    t.add("Tile", JoinOps::tile);
    t.add("BroadcastTo", JoinOps::broadcast);
    t.add("BroadcastArgs", JoinOps::broadcastShapes);
    t.add("ReverseV2", call -> reverse(call, call.integers(1, "the axes")));
    t.add("Reverse", JoinOps::reverseWhere);
    t.add("ReverseSequence", JoinOps::reverseSequence);
    t.add("Roll", JoinOps::roll);
  }

  /** Those without elements are left out. */
  private static Tensor concat(OpCall call, List<Tensor> parts, int axisInput) {
    int axis = call.integer(axisInput, "the axis");
    List<Tensor> filled = parts.stream().filter(p -> p.shape().elements() > 0).toList();
    return Layout.concat(call.graph(), filled.isEmpty() ? parts.subList(0, 1) : filled, axis);
  }

  private static List<Tensor> split(OpCall call) {
    Tensor x = call.tensor(1);
    int axis = Dims.axis(x.shape(), call.integer(0, "the axis"));
    int count = call.attrs().integer("num_split", 1);
    int size = x.shape().dim(axis);
    if (count < 1 || size % count != 0) {
      throw new IllegalArgumentException("%d elements in %d equal parts".formatted(size, count));
    }
    var sizes = new int[count];
    Arrays.fill(sizes, size / count);
    return Joining.split(call.graph(), x, sizes, axis);
  }

  private static List<Tensor> splitAt(OpCall call) {
    Tensor x = call.tensor(0);
    int[] sizes = call.integers(1, "the sizes of the parts");
    int axis = Dims.axis(x.shape(), call.integer(2, "the axis"));
    int rest = x.shape().dim(axis) - Arrays.stream(sizes).filter(s -> s >= 0).sum();
    return Joining.split(
        call.graph(), x, Arrays.stream(sizes).map(s -> s < 0 ? rest : s).toArray(), axis);
  }

  private static Tensor tile(OpCall call) {
    Tensor x = call.tensor(0);
    Optional<List<Size>> times = Sizes.find(call, 1);
    if (times.isPresent() && times.get().stream().noneMatch(Size::dynamic)) {
      int[] factors = times.get().stream().mapToInt(Size::factor).toArray();
      return Joining.tile(call.graph(), x, factors);
    }
    return call.graph()
        .add("TILE", Attributes.of("TileOptions"), tiled(call, x, times), x, Sizes.tensor(call, 1));
  }

  private static Shape tiled(OpCall call, Tensor x, Optional<List<Size>> times) {
    Shape shape = x.shape();
    if (times.isEmpty()) {
      call.program().countValues();
    }
    for (int i = 0; i < shape.rank(); i++) {
      Size by = times.isEmpty() ? new Size(1, true) : times.get().get(i);
      int size = Math.multiplyExact(shape.dim(i), by.factor());
      shape = by.dynamic() ? Dims.dynamic(shape, i, size) : Dims.resize(shape, i, size);
    }
    return shape;
  }

  /** In one op, whatever the ranks. */
  private static Tensor broadcast(OpCall call) {
    Tensor x = call.tensor(0);
    Optional<List<Size>> sizes = Sizes.find(call, 1);
    Shape shape =
        sizes.isPresent() ? Sizes.shape(sizes.get()) : Sizes.unknown(call.tensor(1).shape().dim(0));
    if (sizes.isPresent() && x.shape().equals(shape)) {
      return x;
    }
    if (sizes.isEmpty()) {
      call.program().countValues();
    } else if (!Dims.broadcast(x.shape(), shape).equals(shape)) {
      throw new IllegalArgumentException("%s is no part of %s".formatted(x.shape(), shape));
    }
    Attributes options = Attributes.of("BroadcastToOptions");
    return call.graph().add("BROADCAST_TO", options, shape, x, Sizes.tensor(call, 1));
  }

  /** Of shapes; where their numbers are known it is never asked for. */
  private static Tensor broadcastShapes(OpCall call) {
    Lowering g = call.graph();
    Tensor a = call.tensor(0);
    Tensor b = call.tensor(1);
    Optional<List<Size>> one = Sizes.find(call, 0);
    Optional<List<Size>> other = Sizes.find(call, 1);
    int rank = Math.max(a.shape().dim(0), b.shape().dim(0));
    Tensor y = g.add("BROADCAST_ARGS", null, a.type(), Shape.of(rank), a, b);
    if (one.isPresent() && other.isPresent()) {
      Shape shape = Dims.broadcast(Sizes.shape(one.get()), Sizes.shape(other.get()));
      call.shapes().is(y, Sizes.of(shape));
    }
    return y;
  }

  /** LiteRT turns neighbouring axes in one op. */
  private static Tensor reverse(OpCall call, int... axes) {
    Tensor y = call.tensor(0);
    int[] sorted = Dims.sorted(y.shape(), axes);
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[to - 1] + 1) {
        to++;
      }
      y = Joining.reverseTogether(call.graph(), y, Arrays.copyOfRange(sorted, from, to));
      from = to;
    }
    return y;
  }

  private static Tensor reverseWhere(OpCall call) {
    int[] flags = call.integers(1, "the axes");
    return reverse(call, IntStream.range(0, flags.length).filter(i -> flags[i] != 0).toArray());
  }

  private static Tensor reverseSequence(OpCall call) {
    Tensor x = call.tensor(0);
    Attributes options =
        Attributes.of("ReverseSequenceOptions")
            .with("seq_dim", Dims.axis(x.shape(), call.attrs().integer("seq_dim", 0)), 0)
            .with("batch_dim", Dims.axis(x.shape(), call.attrs().integer("batch_dim", 0)), 0);
    return call.graph().add("REVERSE_SEQUENCE", options, x.shape(), x, call.tensor(1));
  }

  private static Tensor roll(OpCall call) {
    Tensor x = call.tensor(0);
    int[] shifts = call.integers(1, "the shift");
    int[] axes = call.integers(2, "the axis");
    if (shifts.length != axes.length) {
      throw new IllegalArgumentException(
          "%d shifts along %d axes".formatted(shifts.length, axes.length));
    }
    var by = new int[x.shape().rank()];
    for (int i = 0; i < axes.length; i++) {
      int axis = Dims.axis(x.shape(), axes[i]);
      by[axis] = Math.addExact(by[axis], shifts[i]);
    }
    for (int axis = 0; axis < by.length; axis++) {
      x = by[axis] == 0 ? x : Joining.roll(call.graph(), x, by[axis], axis);
    }
    return x;
  }
}
