package dev.octet.model;

import org.jspecify.annotations.Nullable;

/**
 * A value that flows through a graph. Immutable; two tensors are the same only if they are the same
 * object, so names may repeat, as they do in files.
 */
public final class Tensor {
  private final String name;
  private final ElementType type;
  private final Shape shape;
  private final @Nullable Quantization quantization;
  private final @Nullable Constant data;
  private final boolean variable;
  private final @Nullable Attributes extras;

  private Tensor(
      String name,
      ElementType type,
      Shape shape,
      @Nullable Quantization quantization,
      @Nullable Constant data,
      boolean variable,
      @Nullable Attributes extras) {
    if (quantization instanceof Quantization.PerChannel(float[] scales, long[] _, int axis)
        && (axis >= shape.rank() || shape.dim(axis) != scales.length)) {
      throw new IllegalArgumentException(
          "tensor '%s' %s has %d scales on axis %d".formatted(name, shape, scales.length, axis));
    }
    if (data != null
        && extras == null
        && type.bits() > 0
        && data.byteSize() != type.bytes(shape.elements())) {
      throw new IllegalArgumentException(
          "tensor '%s' %s%s has %d bytes of data, not %d"
              .formatted(name, type.text(), shape, data.byteSize(), type.bytes(shape.elements())));
    }
    this.name = name;
    this.type = type;
    this.shape = shape;
    this.quantization = quantization;
    this.data = data;
    this.variable = variable;
    this.extras = extras;
  }

  /** An activation: neither constant nor quantized. */
  public static Tensor of(String name, ElementType type, Shape shape) {
    return new Tensor(name, type, shape, null, null, false, null);
  }

  /** A constant. */
  public static Tensor of(String name, ElementType type, Shape shape, Constant data) {
    return new Tensor(name, type, shape, null, data, false, null);
  }

  /** A copy with another name. */
  public Tensor withName(String newName) {
    return new Tensor(newName, type, shape, quantization, data, variable, extras);
  }

  /** A copy with other dimensions. */
  public Tensor withShape(Shape newShape) {
    return new Tensor(name, type, newShape, quantization, data, variable, extras);
  }

  /** A copy of another type, quantized or (null) not. For tensors without data. */
  public Tensor withType(ElementType newType, @Nullable Quantization newQuantization) {
    return new Tensor(name, newType, shape, newQuantization, data, variable, extras);
  }

  /** A copy with other data, of another type. */
  public Tensor withData(
      ElementType newType, @Nullable Quantization newQuantization, @Nullable Constant newData) {
    return new Tensor(name, newType, shape, newQuantization, newData, variable, extras);
  }

  /** A copy that keeps its value between runs (an RNN's state). */
  public Tensor asVariable() {
    return new Tensor(name, type, shape, quantization, data, true, extras);
  }

  /** A copy with further fields of the file's format, carried along as they are. */
  public Tensor withExtras(@Nullable Attributes newExtras) {
    return new Tensor(name, type, shape, quantization, data, variable, newExtras);
  }

  /** The name in the file; may be empty, need not be unique. */
  public String name() {
    return name;
  }

  /** The type of the elements. */
  public ElementType type() {
    return type;
  }

  /** The dimensions. */
  public Shape shape() {
    return shape;
  }

  /** How integers stand for reals, or null. */
  public @Nullable Quantization quantization() {
    return quantization;
  }

  /** The bytes of a constant, or null for an activation. */
  public @Nullable Constant data() {
    return data;
  }

  /** Whether this is a constant. */
  public boolean isConstant() {
    return data != null;
  }

  /** Whether the value is kept from one run to the next. */
  public boolean isVariable() {
    return variable;
  }

  /** Fields of the file that Octet carries along (sparsity, variants, recorded ranges), or null. */
  public @Nullable Attributes extras() {
    return extras;
  }

  @Override
  public String toString() {
    return "%" + name + ": " + type.text() + shape;
  }
}
