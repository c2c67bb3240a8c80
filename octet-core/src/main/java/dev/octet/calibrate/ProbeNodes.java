package dev.octet.calibrate;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of which probes are made; each method appends one or more and gives the result.
 *
 * @param nodes where they go
 */
public record ProbeNodes(List<Node> nodes) {
  /** An op with its result. */
  public Tensor add(String op, @Nullable Attributes options, Tensor output, Tensor... inputs) {
    return add(op, options, output, List.of(inputs));
  }

  /** The same with as many inputs as there are. */
  public Tensor add(String op, @Nullable Attributes options, Tensor output, List<Tensor> inputs) {
    nodes.add(new Node(Operation.builtin(op, options), new ArrayList<>(inputs), List.of(output)));
    return output;
  }

  /** The tensor, or as a vector if it is a scalar or its rank shows only as it runs. */
  public Tensor withAxes(Tensor tensor) {
    if (tensor.shape().isRanked() && tensor.shape().rank() > 0) {
      return tensor;
    }
    Tensor all = Tensor.of("all", ElementType.INT32, Shape.of(1), Constant.of(-1));
    Shape shape = Shape.of(new int[] {1}, new int[] {tensor.shape().isRanked() ? 1 : -1});
    return add("RESHAPE", null, Tensor.of("flat", tensor.type(), shape), tensor, all);
  }

  /** All elements of a tensor with axes reduced to a scalar. */
  public Tensor reduced(String op, Tensor values) {
    int[] axes = IntStream.range(0, values.shape().rank()).toArray();
    return add(
        op,
        Attributes.of("ReducerOptions"),
        Tensor.of("reduced", values.type(), Shape.of()),
        values,
        Tensor.of("axes", ElementType.INT32, Shape.of(axes.length), Constant.of(axes)));
  }

  /** Scalars of floats as a vector. */
  public Tensor pack(List<Tensor> scalars) {
    return add(
        "PACK",
        Attributes.of("PackOptions").with("values_count", scalars.size()),
        vector("column", scalars.size()),
        scalars);
  }

  /** Vectors of floats behind one another. */
  public Tensor joined(Tensor output, Tensor... vectors) {
    return add("CONCATENATION", Attributes.of("ConcatenationOptions"), output, vectors);
  }

  /** The larger of each two elements. */
  public Tensor maximum(Tensor output, Tensor first, Tensor second) {
    return add("MAXIMUM", Attributes.of("MaximumMinimumOptions"), output, first, second);
  }

  /** Booleans as ones and zeros. */
  public Tensor ones(Tensor booleans, String name) {
    return add(
        "CAST",
        Attributes.of("CastOptions").with("in_data_type", "BOOL"),
        Tensor.of(name, ElementType.FLOAT32, booleans.shape()),
        booleans);
  }

  /** A vector of floats. */
  public static Tensor vector(String name, int size) {
    return Tensor.of(name, ElementType.FLOAT32, Shape.of(size));
  }
}
