package dev.octet.format.tensorflow;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.model.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The shapes of inputs: what the file says, and what the options say of what it leaves open. */
final class InputShapes {
  private final TensorFlowOptions options;
  private final Set<String> ports = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();

  InputShapes(TensorFlowOptions options) {
    this.options = options;
  }

  /** The shape of an input. */
  Shape of(Ends.Input input) {
    ports.add(input.port());
    Dimensions declared = input.shape();
    Optional<int[]> given = given(input);
    if (given.isPresent()) {
      return given(input, given.get());
    }
    if (!declared.ranked()) {
      throw open(input, "1x224x224x3");
    }
    int[] dims = declared.toArray();
    if (dims.length > 0 && dims[0] < 0) {
      dims[0] = options.batch();
    }
    for (int dim : dims) {
      if (dim < 0) {
        throw open(input, example(declared));
      }
    }
    return shape(dims, declared);
  }

  private Shape shape(int[] dims, Dimensions declared) {
    int[] signature = dims.clone();
    boolean open = declared.ranked() && dims.length > 0 && declared.sizes().getFirst() < 0;
    if (open && options.batch() == 0) {
      dims[0] = Math.max(1, dims[0]);
      signature[0] = -1;
    }
    return Shape.of(dims, signature);
  }

  private Optional<int[]> given(Ends.Input input) {
    for (String name : List.of(input.port(), input.tensor(), input.node(), "")) {
      int[] shape = options.shapes().get(name);
      if (shape != null) {
        used.add(name);
        return Optional.of(shape.clone());
      }
    }
    return Optional.empty();
  }

  private Shape given(Ends.Input input, int[] given) {
    Dimensions declared = input.shape();
    boolean fits = !declared.ranked() || declared.sizes().size() == given.length;
    for (int i = 0; fits && declared.ranked() && i < given.length; i++) {
      int size = declared.sizes().get(i);
      fits = size < 0 || size == given[i];
    }
    if (!fits) {
      throw new OctetException(
          ErrorCode.USAGE,
          "input %s has shape %s, not %s".formatted(input.port(), declared, Shape.of(given)));
    }
    return shape(given, declared);
  }

  private static OctetException open(Ends.Input input, String example) {
    return new OctetException(
            ErrorCode.USAGE,
            "input %s has shape %s, which leaves sizes open".formatted(input.port(), input.shape()))
        .advise("give them: --input-shape %s=%s".formatted(input.port(), example));
  }

  private static String example(Dimensions declared) {
    return java.util.stream.IntStream.range(0, declared.sizes().size())
        .mapToObj(
            i -> {
              int size = declared.sizes().get(i);
              return String.valueOf(size >= 0 ? size : i == 0 ? 1 : 224);
            })
        .collect(Collectors.joining("x"));
  }

  /** Checks that each shape that was given belongs to an input. */
  void check() {
    for (String name : options.shapes().keySet()) {
      if (name.isEmpty() ? ports.size() != 1 : !used.contains(name)) {
        throw new OctetException(
                ErrorCode.USAGE,
                name.isEmpty()
                    ? "the model has %d inputs".formatted(ports.size())
                    : "there is no input " + name)
            .advise("the inputs are " + String.join(", ", ports));
      }
    }
  }
}
