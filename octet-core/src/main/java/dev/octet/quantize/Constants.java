package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs;
import dev.octet.existing.Existing;
import dev.octet.kernel.Affine;
import dev.octet.kernel.Kernels;
import dev.octet.kernel.Rounding;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Float constants in other types. What is asked for twice is made once, so that tensors shared by
 * several ops and graphs stay shared.
 */
final class Constants {
  private final Map<Object, Tensor> made = new HashMap<>();
  private final Existing existing;
  private final Adjustments adjustments;
  private final AdjustmentNotes done;

  /** Constants of a model that knows nothing of integers. */
  Constants() {
    this(Existing.none(), Adjustments.none(), new AdjustmentNotes(Adjustments.none()));
  }

  /**
   * Constants of which some are on integers already, which they keep.
   *
   * @param done told what was adjusted
   */
  Constants(Existing existing, Adjustments adjustments, AdjustmentNotes done) {
    this.existing = existing;
    this.adjustments = adjustments;
    this.done = done;
  }

  /** By what they hold: graphs have tensors of their own for the same data. */
  private final Map<TwinForm, Tensor> twins = new HashMap<>();

  private record Form(Tensor source, Object as) {}

  private record TwinForm(Constant data, Shape shape, Object as) {}

  private record Weights(int axis, boolean oneScale, WeightFormat format, Rounding rounding) {}

  private record Said(int axis, WeightFormat format, Rounding rounding) {}

  private Tensor once(Tensor source, Object as, Supplier<Tensor> make) {
    Tensor known = made.get(new Form(source, as));
    if (known == null) {
      Tensor twin = twins.get(new TwinForm(data(source), source.shape(), as));
      known =
          twin == null
              ? make.get()
              : source.withData(twin.type(), twin.quantization(), twin.data());
      made.put(new Form(source, as), known);
      twins.putIfAbsent(new TwinForm(data(source), source.shape(), as), known);
    }
    return known;
  }

  /**
   * Weights as integers.
   *
   * @param axis the axis of channels with a scale each, or {@link OpRow#PER_TENSOR}; blocks are
   *     runs of the last axis whatever it is
   * @param rounding of 8 bits; fewer are rounded half to even
   */
  Tensor weights(Tensor weights, int axis, WeightFormat format, Rounding rounding) {
    return once(
        weights,
        new Weights(axis, false, format, rounding),
        () -> existingOr(weights, axis, format, () -> rounded(weights, axis, format, rounding)));
  }

  /** The integers that the model itself says, which are 8 bits. */
  private Tensor existingOr(
      Tensor weights, int axis, WeightFormat format, Supplier<Tensor> otherwise) {
    boolean asSaid = format.bits() == WeightFormat.INT8.bits() && !format.isBlockwise();
    return asSaid ? existing.integers(weights, axis).orElseGet(otherwise) : otherwise.get();
  }

  private Tensor rounded(Tensor weights, int axis, WeightFormat format, Rounding rounding) {
    return format.isBlockwise()
        ? adjusted(weights, IntegerWeights.blocks(weights, format, adjustments.clipWeights()))
        : weights(weights, axis, format, rounding, scales(weights, axis, format));
  }

  /** The scales of weights, one per channel. */
  double[] scales(Tensor weights, int axis, WeightFormat format) {
    double[] widest = WeightScales.of(weights, axis, format.bits());
    if (!adjustments.clipWeights()) {
      return widest;
    }
    double[] scales = ClippedScales.of(weights, axis, format.bits(), widest);
    done.clipped(weights, widest, scales);
    return scales;
  }

  /** Weights as integers with these scales. */
  Tensor weights(
      Tensor weights, int axis, WeightFormat format, Rounding rounding, double[] scales) {
    return adjusted(weights, IntegerWeights.of(weights, axis, format, rounding, scales));
  }

  private Tensor adjusted(Tensor weights, Tensor nearest) {
    return adjustments.roundWeights()
        ? adjustments
            .inputs()
            .ofWeights(weights)
            .map(inputs -> learned(weights, nearest, inputs))
            .orElse(nearest)
        : nearest;
  }

  private Tensor learned(Tensor weights, Tensor nearest, LayerInputs.Moments inputs) {
    boolean centred = adjustments.correctBiases() && inputs.biased();
    var rounded = LearnedRounding.of(weights, nearest, inputs, centred);
    done.rounded(weights, rounded);
    return rounded.weights();
  }

  /** The same with a scale said per channel even where all are the same, as hybrid kernels read. */
  Tensor weightsEachChannel(Tensor weights, int axis, WeightFormat format, Rounding rounding) {
    Tensor plain = weights(weights, axis, format, rounding);
    return axis != OpRow.PER_TENSOR
            && plain.quantization() instanceof PerTensor(float scale, long _)
        ? once(
            weights,
            new Said(axis, format, rounding),
            () -> {
              var scales = new float[weights.shape().dim(axis)];
              Arrays.fill(scales, scale);
              return plain.withType(plain.type(), PerChannel.symmetric(scales, axis));
            })
        : plain;
  }

  /** Weights as integers with one scale for all of them, said once per channel of that axis. */
  Tensor weightsOfOneScale(Tensor weights, int axis, WeightFormat format, Rounding rounding) {
    return once(
        weights,
        new Weights(axis, true, format, rounding),
        () -> {
          var scales = new double[weights.shape().dim(axis)];
          Arrays.fill(scales, scales(weights, OpRow.PER_TENSOR, format)[0]);
          return weights(weights, axis, format, rounding, scales);
        });
  }

  /** A constant as float16. */
  Tensor float16(Tensor floats) {
    return once(
        floats,
        ElementType.FLOAT16,
        () -> {
          MemorySegment source = data(floats).bytes();
          Constant halves =
              Constant.derived(
                  floats.shape().elements() * Short.BYTES,
                  (offset, target) ->
                      Kernels.toFloat16(source.asSlice(offset * 2, target.byteSize() * 2), target));
          return floats.withData(ElementType.FLOAT16, null, halves);
        });
  }

  /** A constant operand with these parameters, as an activation of type int8 or int16. */
  Tensor activation(Tensor floats, ElementType type, PerTensor as) {
    return once(floats, as, () -> floats.withData(type, as, affine(floats, type, as)));
  }

  private static Constant affine(Tensor floats, ElementType type, PerTensor as) {
    var integers = type == ElementType.INT16 ? Affine.Type.INT16 : Affine.Type.INT8;
    var affine = new Affine(as.scale(), Math.toIntExact(as.zeroPoint()), integers);
    MemorySegment source = data(floats).bytes();
    int floatBytes = Float.SIZE / type.bits();
    return Constant.derived(
        type.bytes(floats.shape().elements()),
        (offset, target) ->
            affine.quantize(
                source.asSlice(offset * floatBytes, target.byteSize() * floatBytes), target));
  }

  /** A bias as int32, or int64 behind int16 activations, with these scales; not shared. */
  static Tensor bias(Tensor floats, ElementType type, long[] values, float[] scales) {
    Constant data =
        type == ElementType.INT64
            ? Constant.of(values)
            : Constant.of(Arrays.stream(values).mapToInt(Math::toIntExact).toArray());
    Quantization quantization =
        scales.length == 1 ? new PerTensor(scales[0], 0) : PerChannel.symmetric(scales, 0);
    return floats.withData(type, quantization, data);
  }

  static Constant data(Tensor constant) {
    return Objects.requireNonNull(constant.data());
  }
}
