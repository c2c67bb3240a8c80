package dev.octet.lower;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;

/** Picks elements: by a condition, by their index, the largest ones. */
public final class Selection {
  /** The rank up to which the kernel of SELECT_V2 broadcasts. */
  private static final int SELECTED_RANK = 5;

  private Selection() {}

  /** {@code a} where the condition holds, else {@code b}; broadcasts. */
  public static Tensor where(Lowering g, Tensor condition, Tensor a, Tensor b) {
    boolean odd = a.type() == ElementType.UINT16 || a.type() == ElementType.UINT32;
    ElementType type = odd ? Arithmetic.widened(a.type()) : a.type();
    List<Tensor> operands =
        List.of(condition, Arithmetic.cast(g, a, type), Arithmetic.cast(g, b, type));
    Tensor y = Broadcasting.of(g, SELECTED_RANK, operands, of -> where(g, of));
    return Arithmetic.cast(g, y, a.type());
  }

  private static Tensor where(Lowering g, List<Tensor> of) {
    Shape shape = of.stream().map(Tensor::shape).reduce(Shape.of(), Dims::broadcast);
    Tensor condition = of.get(0);
    Attributes options = Attributes.of("SelectV2Options");
    return g.add("SELECT_V2", options, of.get(1).type(), shape, condition, of.get(1), of.get(2));
  }

  /** The indices of what is not 0, a row each; how many the values say. */
  public static Tensor places(Lowering g, Tensor x) {
    Shape shape = Dims.dynamic(Shape.of(1, x.shape().rank()), 0, 1);
    return g.add("WHERE", Attributes.of("WhereOptions"), ElementType.INT64, shape, x);
  }

  /** The elements of x at some indices along an axis. */
  public static Tensor gather(Lowering g, Tensor x, int[] indices, int axis) {
    return gather(g, x, g.integers(indices), axis, 0);
  }

  /**
   * The elements of x at some indices along an axis.
   *
   * @param indices 32- or 64-bit integers from 0 on
   * @param batchDims how many first dimensions x and the indices share
   * @return the shape of x with that of the indices, without the shared, in the place of the axis
   */
  public static Tensor gather(Lowering g, Tensor x, Tensor indices, int axis, int batchDims) {
    int at = Dims.axis(x.shape(), axis);
    Shape own = Dims.range(indices.shape(), batchDims, indices.shape().rank());
    Shape before = Dims.range(x.shape(), 0, at);
    Shape after = Dims.range(x.shape(), at + 1, x.shape().rank());
    Attributes options =
        Attributes.of("GatherOptions").with("axis", at, 0).with("batch_dims", batchDims, 0);
    return g.add("GATHER", options, Dims.concat(Dims.concat(before, own), after), x, indices);
  }

  /** The index of the largest ({@code ARG_MAX}) or smallest ({@code ARG_MIN}) along an axis. */
  public static Tensor argument(Lowering g, String op, Tensor x, int axis, ElementType type) {
    int at = Dims.axis(x.shape(), axis);
    Attributes options =
        Attributes.of(op.equals("ARG_MAX") ? "ArgMaxOptions" : "ArgMinOptions")
            .with("output_type", type == ElementType.INT64 ? "INT64" : "INT32");
    return g.add(op, options, type, Dims.remove(x.shape(), at), x, g.scalar(ElementType.INT32, at));
  }

  /** The k largest along the last dimension, the largest first, and their indices. */
  public static List<Tensor> largest(Lowering g, Tensor x, int k) {
    Shape shape = Dims.with(x.shape(), -1, k);
    return g.add(
        "TOPK_V2",
        Attributes.of("TopKV2Options"),
        List.of(x, g.scalar(ElementType.INT32, k)),
        g.result("topk_v2", x.type(), shape),
        g.result("topk_v2", ElementType.INT32, shape));
  }

  /**
   * A new dimension of {@code depth}: {@code on} at the index, {@code off} elsewhere.
   *
   * @param indices 32- or 64-bit integers
   * @param axis of the new dimension in the result; −1 for the last
   * @param on a scalar of the result's type; {@code off} too
   */
  public static Tensor oneHot(
      Lowering g, Tensor indices, int depth, int axis, Tensor on, Tensor off) {
    int at = axis < 0 ? indices.shape().rank() + 1 + axis : axis;
    int option = at == indices.shape().rank() ? -1 : at;
    return g.add(
        "ONE_HOT",
        Attributes.of("OneHotOptions").with("axis", option, 0),
        on.type(),
        Dims.insert(indices.shape(), at, depth),
        indices,
        g.scalar(ElementType.INT32, depth),
        on,
        off);
  }
}
