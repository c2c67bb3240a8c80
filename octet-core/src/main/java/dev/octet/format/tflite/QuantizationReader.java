package dev.octet.format.tflite;

import dev.octet.format.tflite.schema.QuantizationDetails;
import dev.octet.format.tflite.schema.QuantizationParameters;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Reads quantization parameters, with the rules by which LiteRT accepts or refuses them. */
final class QuantizationReader {
  private static final String TYPE = "QuantizationParameters";

  private final TfliteReader file;
  private final AttributesReader attributes;

  QuantizationReader(TfliteReader file, AttributesReader attributes) {
    this.file = file;
    this.attributes = attributes;
  }

  /**
   * Reads the parameters of a tensor.
   *
   * @param tensorTable the tensor's position
   * @param scales gives the tensor of an index, for blockwise scales
   * @return null where LiteRT sees none
   */
  @Nullable Quantization read(
      @Nullable QuantizationParameters source,
      int tensorTable,
      ElementType type,
      Shape shape,
      boolean constant,
      IntFunction<Tensor> scales) {
    if (source == null) {
      return null;
    }
    int table = file.bytes().follow(file.bytes().field(tensorTable, Ids.TENSOR_QUANTIZATION));
    return switch (source.detailsType()) {
      case QuantizationDetails.BlockwiseQuantization -> blockwise(source, table, shape, scales);
      case QuantizationDetails.MultiAxisQuantization ->
          throw TfliteReader.unsupported("is quantized along several axes");
      case QuantizationDetails.CustomQuantization ->
          new Quantization.Opaque(attributes.read(table, TYPE));
      default -> source.scaleLength() == 0 ? null : affine(source, table, type, shape, constant);
    };
  }

  private Quantization blockwise(
      QuantizationParameters source, int table, Shape shape, IntFunction<Tensor> scales) {
    Attributes details = attributes.table(table, TYPE, "details");
    if (details == null) {
      throw TfliteReader.malformed("is blockwise quantized without saying how");
    }
    // an absent field reads as 0, which is mostly a graph input: no zero points, as for -1
    if (details.integer("zero_points", 0) > 0) {
      throw TfliteReader.unsupported("has zero points for each block");
    }
    long blockSize = details.integer("block_size", 0);
    if (blockSize <= 0) {
      throw TfliteReader.malformed("has blocks of " + blockSize + " elements");
    }
    Tensor tensor = scales.apply(Math.toIntExact(details.integer("scales", 0)));
    if (!tensor.isConstant() || tensor.shape().elements() * blockSize != shape.elements()) {
      throw TfliteReader.malformed(
          "%s has blocks of %d, but scales %s".formatted(shape, blockSize, tensor));
    }
    return new Quantization.Blockwise(tensor, (int) blockSize, source.quantizedDimension());
  }

  private Quantization affine(
      QuantizationParameters source, int table, ElementType type, Shape shape, boolean constant) {
    int n = file.budget().take(source.scaleLength());
    int axis = source.quantizedDimension();
    boolean fits = shape.rank() == 0 || (axis < shape.rank() && (n == 1 || n == shape.dim(axis)));
    if (n != source.zeroPointLength() || axis < 0 || !fits) {
      throw TfliteReader.malformed(
          "%s has %d scales and %d zero points on axis %d"
              .formatted(shape, n, source.zeroPointLength(), axis));
    }
    var scales = new float[n];
    var zeroPoints = new long[n];
    boolean positive = true;
    for (int i = 0; i < n; i++) {
      scales[i] = source.scale(i);
      zeroPoints[i] = source.zeroPoint(i);
      positive &= scales[i] > 0;
      if (!(scales[i] >= 0) || Float.isInfinite(scales[i])) {
        throw TfliteReader.malformed("scale %d is %s".formatted(i, scales[i]));
      }
      // kernels look values up in tables that start at the zero point
      if (!holds(type, zeroPoints[i])) {
        throw TfliteReader.malformed(
            "zero point %d is %d, which is no %s".formatted(i, zeroPoints[i], type.text()));
      }
    }
    if (!positive || (n > 1 && shape.rank() == 0)) {
      return new Quantization.Opaque(attributes.read(table, TYPE));
    }
    boolean sliced = n > 1 || (constant && axis > 0 && shape.dim(axis) == 1);
    return sliced
        ? new Quantization.PerChannel(scales, zeroPoints, axis)
        : new Quantization.PerTensor(scales[0], zeroPoints[0]);
  }

  private static boolean holds(ElementType type, long value) {
    boolean signed = !type.name().startsWith("U");
    int bits = type.isInteger() && type.bits() < 32 ? type.bits() : 32;
    long least = signed ? -(1L << (bits - 1)) : 0;
    return value >= least && value < least + (1L << bits);
  }
}
