package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.ShapeValues;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What small tensors are for several batches. Where all integers of one are the same for each of
 * them, or grow as the batch does, its {@link ShapeValues} are known.
 */
final class BatchValues {
  /** How often the batch that shapes start with; the last one is past the bounds that are usual. */
  private static final int[] BATCHES = {1, 2, 3, 101, 1009};

  /** Elements past which no tensor is what a shape is made of. */
  private static final int FEW = 256;

  private final ShapeValues shapes;
  private final Map<Tensor, List<Array>> known = new HashMap<>();

  BatchValues(ShapeValues shapes) {
    this.shapes = shapes;
  }

  /** A tensor: once if it is constant, for each batch if it follows from it, else nothing. */
  List<Array> of(Tensor tensor) {
    if (tensor.data() != null) {
      return List.of(new Array(tensor.type(), tensor.shape(), tensor.data()));
    }
    List<Array> cases = known.get(tensor);
    return cases != null ? cases : shapes.of(tensor).map(s -> of(tensor, s)).orElse(List.of());
  }

  private static List<Array> of(Tensor tensor, List<Size> sizes) {
    var cases = new ArrayList<Array>();
    for (int batch : BATCHES) {
      double[] values =
          sizes.stream()
              .mapToDouble(s -> s.dynamic() ? (double) s.factor() * batch : s.factor())
              .toArray();
      cases.add(Array.numbers(tensor.type(), values, tensor.shape().dims()));
    }
    return cases;
  }

  /** Says what a tensor is for each batch. */
  void is(Tensor tensor, List<Array> cases) {
    boolean small = cases.stream().allMatch(a -> a.shape().elements() <= FEW);
    if (tensor.isConstant() || !small) {
      return;
    }
    known.put(tensor, List.copyOf(cases));
    sizes(cases).ifPresent(sizes -> shapes.is(tensor, sizes));
  }

  private static Optional<List<Size>> sizes(List<Array> cases) {
    Array first = cases.getFirst();
    boolean fit = first.type().isInteger() && first.rank() <= 1;
    if (!fit || cases.stream().anyMatch(a -> !a.shape().equals(first.shape()))) {
      return Optional.empty();
    }
    List<double[]> values = cases.stream().map(Array::doubles).toList();
    var sizes = new ArrayList<Size>();
    for (int i = 0; i < first.shape().elements(); i++) {
      int at = i;
      @Nullable Size size = size(values.stream().mapToDouble(v -> v[at]).toArray());
      if (size == null) {
        return Optional.empty();
      }
      sizes.add(size);
    }
    return Optional.of(sizes);
  }

  /** Numbers of 32 bits may have wrapped around on the way; then all do. */
  private static @Nullable Size size(double[] values) {
    var size = new Size((int) values[0], values[0] != values[1]);
    for (int i = 0; i < values.length; i++) {
      long expected = size.dynamic() ? (long) size.factor() * BATCHES[i] : size.factor();
      if (values[i] != expected && values[i] != (int) expected) {
        return null;
      }
    }
    return size;
  }
}
