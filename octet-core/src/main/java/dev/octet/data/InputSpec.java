package dev.octet.data;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model wants at one of its inputs.
 *
 * @param names the names it goes by, the one users know best first (a signature's name for it, then
 *     the tensor's); at least one
 * @param type the type of its elements
 * @param shape its dimensions; a sample may have another size where they are dynamic
 * @param quantization how its integers stand for reals, or null
 */
public record InputSpec(
    List<String> names, ElementType type, Shape shape, @Nullable PerTensor quantization) {
  /** Checks that there is a name. */
  public InputSpec {
    names = names.stream().distinct().toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("an input has at least one name");
    }
  }

  /** An input that is not quantized. */
  public static InputSpec of(String name, ElementType type, Shape shape) {
    return new InputSpec(List.of(name), type, shape, null);
  }

  static InputSpec of(List<String> names, Tensor tensor) {
    return new InputSpec(
        names,
        tensor.type(),
        tensor.shape(),
        tensor.quantization() instanceof PerTensor q ? q : null);
  }

  /** The name for messages. */
  public String name() {
    return names.getFirst();
  }

  @Override
  public String toString() {
    return "'" + name() + "' " + type.text() + shape;
  }
}
