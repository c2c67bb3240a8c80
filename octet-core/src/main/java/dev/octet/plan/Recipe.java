package dev.octet.plan;

import static dev.octet.model.ElementType.FLOAT32;
import static dev.octet.model.ElementType.INT16;
import static dev.octet.model.ElementType.INT8;
import static dev.octet.model.ElementType.UINT8;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How to quantize.
 *
 * @param mode the kind of model
 * @param perTensor one scale per weight tensor instead of one per output channel
 * @param minElements in mode {@code dynamic}, weights with fewer elements stay float
 * @param inputType the type of the model's float inputs after quantization
 * @param outputType the type of its float outputs
 */
public record Recipe(
    Mode mode, boolean perTensor, long minElements, ElementType inputType, ElementType outputType) {
  /**
   * Weights smaller than this stay float in mode {@code dynamic}, as TensorFlow's converter does.
   */
  public static final long DEFAULT_MIN_ELEMENTS = 1024;

  /**
   * Checks that the interface fits the mode.
   *
   * @throws OctetException {@code USAGE} if it does not
   */
  public Recipe {
    if (minElements < 0) {
      throw new OctetException(ErrorCode.USAGE, "the smallest weight cannot be " + minElements);
    }
    check(mode, "input", inputType);
    check(mode, "output", outputType);
  }

  private static void check(Mode mode, String side, ElementType type) {
    List<ElementType> possible =
        switch (mode) {
          case DYNAMIC, WEIGHTS8, FLOAT16 -> List.of(FLOAT32);
          case INT8 -> List.of(FLOAT32, INT8, UINT8);
          case INT8_ONLY -> List.of(INT8, UINT8);
          case INT16X8, INT16X8_ONLY -> List.of(FLOAT32, INT16);
        };
    if (!possible.contains(type)) {
      throw new OctetException(
              ErrorCode.USAGE, "mode %s has no %s %s".formatted(mode.text(), text(type), side))
          .advise(
              "choose " + possible.stream().map(Recipe::text).collect(Collectors.joining(" or ")));
    }
  }

  private static String text(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /** The defaults of a mode; integer-only int8 has int8 inputs and outputs, all others float. */
  public static Recipe of(Mode mode) {
    ElementType io = mode == Mode.INT8_ONLY ? INT8 : FLOAT32;
    return new Recipe(mode, false, DEFAULT_MIN_ELEMENTS, io, io);
  }

  /** Like the converter's {@code optimizations=[DEFAULT]}. */
  public static Recipe dynamicRange() {
    return of(Mode.DYNAMIC);
  }

  /** Like {@code supported_types=[float16]}. */
  public static Recipe float16() {
    return of(Mode.FLOAT16);
  }

  /** Like {@code optimizations=[DEFAULT]} with a {@code representative_dataset}. */
  public static Recipe fullInteger() {
    return of(Mode.INT8);
  }

  /** Like {@code TFLITE_BUILTINS_INT8}. */
  public static Recipe integerOnly() {
    return of(Mode.INT8_ONLY);
  }

  /** Like 16x8 together with {@code TFLITE_BUILTINS}. */
  public static Recipe int16x8() {
    return of(Mode.INT16X8);
  }

  /** This with per-tensor weights, or not. */
  public Recipe withPerTensor(boolean newPerTensor) {
    return new Recipe(mode, newPerTensor, minElements, inputType, outputType);
  }

  /** This with another bound on the size of weights. */
  public Recipe withMinElements(long newMinElements) {
    return new Recipe(mode, perTensor, newMinElements, inputType, outputType);
  }

  /** This with another input type, like {@code inference_input_type}. */
  public Recipe withInputType(ElementType newInputType) {
    return new Recipe(mode, perTensor, minElements, newInputType, outputType);
  }

  /** This with another output type, like {@code inference_output_type}. */
  public Recipe withOutputType(ElementType newOutputType) {
    return new Recipe(mode, perTensor, minElements, inputType, newOutputType);
  }
}
