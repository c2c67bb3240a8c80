package dev.octet.quantize;

import dev.octet.calibrate.Range;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Optional;

/** What is known of the activations that a plan makes integer. */
@FunctionalInterface
public interface Activations {
  /** The range of an activation or a constant operand. */
  Optional<Range> range(Tensor tensor);

  /** The parameters that it must have in this type, whatever the range would give. */
  default Optional<PerTensor> parameters(Tensor tensor, ElementType type) {
    return Optional.empty();
  }
}
