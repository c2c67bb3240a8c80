package dev.octet.format.tensorflow.weights;

import dev.octet.format.protobuf.MessageWriter;
import dev.octet.format.tensorflow.graph.TensorDef;
import java.util.List;
import java.util.Optional;

/** Decides what becomes of a constant. */
record ConstantRules(WeightSettings settings) {
  /** What becomes of a constant. */
  sealed interface Fate {}

  /** It is none of many reals. */
  record OfNoInterest() implements Fate {}

  /**
   * It stays as it was.
   *
   * @param elements their number
   * @param why for people
   */
  record Left(long elements, String why) implements Fate {}

  /**
   * Others take its place.
   *
   * @param elements their number
   * @param nodes one of them has its name
   * @param largestError how far off the worst element is
   */
  record Replaced(long elements, List<MessageWriter> nodes, double largestError) implements Fate {}

  Fate of(ConstantNode node, Scope scope) {
    return switch (node.type()) {
      case FLOAT -> ofFloats(node, scope);
      case DOUBLE, HALF, BFLOAT16 -> ofOtherReals(node);
      case INT32,
          UINT8,
          INT16,
          INT8,
          STRING,
          COMPLEX64,
          INT64,
          BOOL,
          QINT8,
          QUINT8,
          QINT32,
          QINT16,
          QUINT16,
          UINT16,
          COMPLEX128,
          RESOURCE,
          VARIANT,
          UINT32,
          UINT64,
          INT4,
          UINT4,
          UNKNOWN ->
          new OfNoInterest();
    };
  }

  private Fate ofOtherReals(ConstantNode node) {
    long elements = node.tensor().shape().elements();
    return elements < settings.minElements()
        ? new OfNoInterest()
        : new Left(elements, "its type is DT_" + node.type());
  }

  private Fate ofFloats(ConstantNode node, Scope scope) {
    TensorDef tensor = node.tensor();
    long elements = tensor.shape().elements();
    if (elements < settings.minElements()) {
      return new OfNoInterest();
    }
    if (FloatValues.storedBytes(tensor) < elements) {
      return new Left(elements, "one value stands for many already");
    }
    FloatValues values = FloatValues.of(tensor);
    if (!values.range().isFinite()) {
      return new Left(elements, "NaN or infinity is in it");
    }
    return switch (settings.treatment()) {
      case Treatment.Quantized(Treatment.Mode mode) -> quantized(node, values, mode, scope);
      case Treatment.Rounded rounded -> rounded(node, values, rounded);
    };
  }

  private static Fate quantized(
      ConstantNode node, FloatValues values, Treatment.Mode mode, Scope scope) {
    Optional<Levels> levels = Levels.of(mode, values.range());
    if (levels.isEmpty()) {
      return new Left(
          values.elements(),
          "no float is the step of %s to %s".formatted(values.range().min(), values.range().max()));
    }
    List<MessageWriter> nodes =
        new QuantizedConstant(node, values, levels.get(), mode).nodes(scope);
    if (nodes.stream().mapToLong(MessageWriter::size).sum() >= node.proto().bytes().byteSize()) {
      return new Left(values.elements(), "it would take more bytes");
    }
    return new Replaced(values.elements(), nodes, levels.get().largestError(values.floats()));
  }

  private static Fate rounded(ConstantNode node, FloatValues values, Treatment.Rounded rounded) {
    if (values.range().min() == values.range().max()) {
      return new Left(values.elements(), "all its elements are equal");
    }
    Buckets buckets = Buckets.of(rounded, values.range());
    return new Replaced(
        values.elements(),
        List.of(new RoundedConstant(node, values, buckets).written()),
        buckets.largestError(values.floats()));
  }
}
