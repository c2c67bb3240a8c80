package dev.octet.runtime;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What the runtime says of a tensor.
 *
 * @param index the tensor's place among the tensors of its graph, as in the file
 * @param name the signature's name for an input or output of a signature, else the tensor's own
 * @param type the type of its elements
 * @param shape its sizes now
 * @param quantization its scale and zero point; null when it has none, or one per channel
 */
public record TensorInfo(
    int index,
    String name,
    ElementType type,
    Shape shape,
    Quantization.@Nullable PerTensor quantization) {}
