package dev.octet.format.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.format.tflite.schema.BlockwiseQuantization;
import dev.octet.format.tflite.schema.QuantizationDetails;
import dev.octet.format.tflite.schema.QuantizationParameters;
import dev.octet.model.Attributes;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.Blockwise;
import dev.octet.model.Quantization.Opaque;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the tensors of one graph. */
final class TensorWriter {
  /** What a quantization table is made of. */
  private record Parameters(@Nullable Quantization quantization, @Nullable Attributes ranges) {}

  private final TfliteWriter file;
  private final GraphWriter graph;
  private final FlatBufferBuilder builder;
  private final Map<Parameters, Integer> written = new HashMap<>();

  TensorWriter(TfliteWriter file, GraphWriter graph) {
    this.file = file;
    this.graph = graph;
    this.builder = file.builder();
  }

  int write(Tensor tensor) {
    Shape shape = tensor.shape();
    int dims = file.vectors().ints(shape.dims());
    int signature =
        shape.isRanked() && shape.isDynamic() ? file.vectors().ints(shape.signature()) : 0;
    int name = file.vectors().optionalString(tensor.name());
    int quantization = quantization(tensor);
    int sparsity = sparsity(tensor.extras());
    int variants = variants(tensor.extras());
    int buffer = tensor.data() == null ? 0 : file.buffers().number(tensor.data());
    byte type = (byte) Schema.get().enumType("TensorType").value(tensor.type().name());
    var t = builder;
    dev.octet.format.tflite.schema.Tensor.startTensor(t);
    dev.octet.format.tflite.schema.Tensor.addShape(t, dims);
    dev.octet.format.tflite.schema.Tensor.addBuffer(t, buffer);
    dev.octet.format.tflite.schema.Tensor.addName(t, name);
    dev.octet.format.tflite.schema.Tensor.addQuantization(t, quantization);
    dev.octet.format.tflite.schema.Tensor.addSparsity(t, sparsity);
    dev.octet.format.tflite.schema.Tensor.addShapeSignature(t, signature);
    dev.octet.format.tflite.schema.Tensor.addVariantTensors(t, variants);
    dev.octet.format.tflite.schema.Tensor.addType(t, type);
    dev.octet.format.tflite.schema.Tensor.addIsVariable(t, tensor.isVariable());
    dev.octet.format.tflite.schema.Tensor.addHasRank(t, shape.isRanked());
    return dev.octet.format.tflite.schema.Tensor.endTensor(t);
  }

  private int quantization(Tensor tensor) {
    Attributes ranges =
        tensor.extras() != null
                && tensor.extras().fields().get("quantization") instanceof Attributes a
            ? a
            : null;
    var parameters = new Parameters(tensor.quantization(), ranges);
    if (parameters.quantization() == null && ranges == null) {
      return 0;
    }
    Integer known = written.get(parameters);
    if (known == null) {
      known = write(parameters);
      written.put(parameters, known);
    }
    return known;
  }

  private int write(Parameters parameters) {
    Attributes ranges = parameters.ranges();
    return switch (parameters.quantization()) {
      case null -> affine(ranges, 0, 0, 0);
      case PerTensor(float scale, long zeroPoint) ->
          affine(
              ranges,
              file.vectors().floats(new float[] {scale}),
              file.vectors().longs(new long[] {zeroPoint}),
              0);
      case PerChannel(float[] scales, long[] zeroPoints, int axis) ->
          affine(ranges, file.vectors().floats(scales), file.vectors().longs(zeroPoints), axis);
      case Blockwise blockwise -> blockwise(blockwise);
      case Opaque(Attributes fields) -> file.attributes().write(fields);
    };
  }

  private int affine(@Nullable Attributes ranges, int scales, int zeroPoints, int axis) {
    int min = range(ranges, "min");
    int max = range(ranges, "max");
    QuantizationParameters.startQuantizationParameters(builder);
    QuantizationParameters.addMin(builder, min);
    QuantizationParameters.addMax(builder, max);
    QuantizationParameters.addScale(builder, scales);
    QuantizationParameters.addZeroPoint(builder, zeroPoints);
    QuantizationParameters.addQuantizedDimension(builder, axis);
    return QuantizationParameters.endQuantizationParameters(builder);
  }

  private int blockwise(Blockwise blockwise) {
    BlockwiseQuantization.startBlockwiseQuantization(builder);
    BlockwiseQuantization.addScales(builder, graph.indexOf(blockwise.scales()));
    BlockwiseQuantization.addZeroPoints(builder, -1);
    BlockwiseQuantization.addBlockSize(builder, blockwise.blockSize());
    int details = BlockwiseQuantization.endBlockwiseQuantization(builder);
    QuantizationParameters.startQuantizationParameters(builder);
    QuantizationParameters.addDetails(builder, details);
    QuantizationParameters.addQuantizedDimension(builder, blockwise.axis());
    QuantizationParameters.addDetailsType(builder, QuantizationDetails.BlockwiseQuantization);
    return QuantizationParameters.endQuantizationParameters(builder);
  }

  private int range(@Nullable Attributes ranges, String name) {
    List<?> values = ranges == null ? List.of() : ranges.list(name);
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Double) values.get(i)).floatValue();
    }
    return floats.length == 0 ? 0 : file.vectors().floats(floats);
  }

  private int sparsity(@Nullable Attributes extras) {
    return extras != null && extras.fields().get("sparsity") instanceof Attributes sparsity
        ? file.attributes().write(sparsity)
        : 0;
  }

  private int variants(@Nullable Attributes extras) {
    List<?> variants = extras == null ? List.of() : extras.list("variant_tensors");
    return file.vectors().tables(variants, v -> file.attributes().write((Attributes) v));
  }
}
