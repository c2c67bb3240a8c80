package dev.octet.existing;

import dev.octet.model.Attributes;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The smallest and largest value that a converter wrote beside a tensor's scale. */
final class Recorded {
  private static final String FIELD = "quantization";

  private Recorded() {}

  /** Whether a tensor has further fields in its file that say how to read its data. */
  static boolean isAll(Tensor tensor) {
    Attributes extras = tensor.extras();
    return extras == null || Set.of(FIELD).containsAll(extras.fields().keySet());
  }

  /** The tensor without what was recorded of its values. */
  static Tensor forget(Tensor tensor) {
    Attributes extras = tensor.extras();
    if (extras == null || !extras.fields().containsKey(FIELD)) {
      return tensor;
    }
    Attributes rest = extras.with(FIELD, null);
    return tensor.withExtras(rest.fields().isEmpty() ? null : rest);
  }

  /** The range that was recorded; empty if there is none, or none that makes sense. */
  static Optional<Grid> range(Tensor tensor) {
    Attributes extras = tensor.extras();
    if (extras == null || !(extras.fields().get(FIELD) instanceof Attributes recorded)) {
      return Optional.empty();
    }
    List<?> min = recorded.list("min");
    List<?> max = recorded.list("max");
    return min.size() == 1
            && max.size() == 1
            && min.getFirst() instanceof Double least
            && max.getFirst() instanceof Double most
            && least < most
        ? Grid.ofRange(least, most)
        : Optional.empty();
  }
}
