package dev.octet;

import dev.octet.data.InputSpec;
import dev.octet.data.ModelInputs;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Model;
import dev.octet.model.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The batch of a model's inputs: what was asked for is what they must have. */
final class InputBatch {
  private InputBatch() {}

  /**
   * The shapes that a {@code .tflite} file's inputs are to have: those that were given, and with a
   * batch those of the others.
   *
   * @throws OctetException {@code USAGE} if dimensions are open that no batch fills
   */
  static Map<String, int[]> shapes(Model model, ReadOptions options) {
    var shapes = new LinkedHashMap<>(options.shapes());
    if (options.batch() instanceof Batch.Of(int samples)) {
      inputs(model)
          .filter(i -> has(i.shape()) && i.shape().isDynamic(0))
          .filter(i -> !options.shapes().containsKey(""))
          .filter(i -> Collections.disjoint(i.names(), options.shapes().keySet()))
          .forEach(i -> shapes.put(i.name(), filled(i, samples)));
    }
    return shapes;
  }

  private static int[] filled(InputSpec input, int samples) {
    int[] dims = input.shape().dims();
    dims[0] = samples;
    for (int d = 1; d < dims.length; d++) {
      if (input.shape().isDynamic(d)) {
        throw new OctetException(
                ErrorCode.USAGE, "input %s has more open sizes than the batch".formatted(input))
            .advise("give them all with --input-shape");
      }
    }
    return dims;
  }

  /** Whether a batch is all that the file leaves open, of one input at least. */
  static boolean isOpen(Model model) {
    List<Shape> open = inputs(model).map(InputSpec::shape).filter(Shape::isDynamic).toList();
    return !open.isEmpty()
        && open.stream()
            .allMatch(
                s ->
                    has(s)
                        && s.isDynamic(0)
                        && !IntStream.range(1, s.rank()).anyMatch(s::isDynamic));
  }

  /**
   * Checks that the inputs of a model have the batch that was asked for.
   *
   * @throws OctetException {@code USAGE} with the first that has not
   */
  static void check(Model model, Batch batch) {
    inputs(model)
        .filter(i -> has(i.shape()) && !fits(i.shape(), batch))
        .findFirst()
        .ifPresent(
            i -> {
              throw new OctetException(
                      ErrorCode.USAGE, "input %s has another batch than asked for".formatted(i))
                  .advise("its first size is fixed: leave out --batch and --dynamic-batch");
            });
  }

  private static boolean fits(Shape shape, Batch batch) {
    return switch (batch) {
      case Batch.AsFile _ -> true;
      case Batch.Of(int samples) -> !shape.isDynamic(0) && shape.dim(0) == samples;
      case Batch.Dynamic _ -> shape.isDynamic(0);
    };
  }

  private static boolean has(Shape shape) {
    return shape.isRanked() && shape.rank() > 0;
  }

  private static Stream<InputSpec> inputs(Model model) {
    ModelInputs inputs = ModelInputs.of(model);
    return Stream.concat(
        inputs.main().stream(), inputs.signatures().values().stream().flatMap(List::stream));
  }
}
