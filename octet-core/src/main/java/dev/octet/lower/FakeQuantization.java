package dev.octet.lower;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.NativeMemory;
import dev.octet.kernel.Channels;
import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Fake quantization, which quantization-aware training leaves behind, in the form that runs in
 * LiteRT and says the parameters of its integers. A value halfway between two integers may go to
 * the other one: LiteRT rounds it away from 0.
 *
 * @param ranges one for the tensor, or one for each channel
 * @param axis the channels, counted from the end when negative; of no meaning for a single range
 * @param bits of the integers
 */
public record FakeQuantization(List<? extends RoundedRange> ranges, int axis, int bits) {
  /** What a QUANTIZE takes for a step where all is 0: nothing reaches half of it. */
  private static final float ABOVE_ALL = 1e30f;

  /** Checks that there are ranges. */
  public FakeQuantization {
    ranges = List.copyOf(ranges);
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("fake quantization without a range");
    }
  }

  /** One range for a tensor. */
  public static FakeQuantization of(RoundedRange range, int bits) {
    return new FakeQuantization(List.of(range), 0, bits);
  }

  /**
   * Of an activation.
   *
   * <pre>
   * 8 bits, 16 around 0   %y = DEQUANTIZE(QUANTIZE(%x))        int8 and int16
   * other bits            %y = FAKE_QUANT(%x)
   * narrow ranges         either of them of MAXIMUM(%x, const least)
   * one for each channel  the first, with a scale for each
   * </pre>
   */
  public Tensor of(Lowering g, Tensor x) {
    if (ranges.size() > 1) {
      return perChannel(g, x);
    }
    RoundedRange range = ranges.getFirst();
    if (range.isZero()) {
      return Arithmetic.maximum(g, Arithmetic.minimum(g, x, g.scalar(0)), g.scalar(0));
    }
    Tensor in = isNarrow() ? Arithmetic.maximum(g, x, g.scalar(range.real(range.least()))) : x;
    if (bits == Byte.SIZE) {
      return pair(g, in, ElementType.INT8, new PerTensor(range.scale(), range.zeroPoint()));
    }
    return bits == Short.SIZE && range.zeroPoint() == 0
        ? pair(g, in, ElementType.INT16, new PerTensor(range.scale(), 0))
        : fakeQuant(g, in, range);
  }

  private boolean isNarrow() {
    return ranges.getFirst().least() != RoundedRange.least(bits, false);
  }

  private Tensor perChannel(Lowering g, Tensor x) {
    if (bits != Byte.SIZE || isNarrow()) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL,
              "fake quantization of an activation with a range for each channel in %d bits%s"
                  .formatted(bits, isNarrow() ? ", narrow" : ""))
          .advise("train with one range for the whole activation: integer kernels know no other");
    }
    int at = Dims.axis(x.shape(), axis);
    check(x.shape().dim(at));
    return pair(g, x, ElementType.INT8, parameters(at, ABOVE_ALL));
  }

  private static Tensor pair(Lowering g, Tensor x, ElementType type, Quantization parameters) {
    Tensor through = g.result("quantize", type, x.shape()).withType(type, parameters);
    g.add("QUANTIZE", null, List.of(x), through);
    return g.add("DEQUANTIZE", null, ElementType.FLOAT32, x.shape(), through);
  }

  /** The kernel knows no narrow ranges: there is one step more below, which nothing reaches. */
  private Tensor fakeQuant(Lowering g, Tensor x, RoundedRange range) {
    Attributes options =
        Attributes.of("FakeQuantOptions")
            .with("min", (double) range.real(RoundedRange.least(bits, false)))
            .with("max", (double) range.real(range.most()))
            .with("num_bits", (long) bits);
    return g.add("FAKE_QUANT", options, x.shape(), x);
  }

  /**
   * Of a constant: its integers, with what they stand for. Up to 8 bits they are an array of int8;
   * no kernel has a use for more bits, and floats that were rounded are as exact.
   */
  public Array of(Array x) {
    int at = ranges.size() == 1 ? 0 : Dims.axis(x.shape(), axis);
    if (ranges.size() > 1) {
      check(x.dim(at));
    }
    Channels channels = ranges.size() == 1 ? Channels.one() : Channels.of(x.shape().dims(), at);
    float[] values = x.floats();
    if (bits > Byte.SIZE) {
      for (int i = 0; i < values.length; i++) {
        RoundedRange range = ranges.get(channels.at(i));
        values[i] = range.real(range.integer(values[i]));
      }
      return Array.of(values, x.shape().dims());
    }
    MemorySegment integers = NativeMemory.allocate(Math.max(1, values.length), Constant.GRAIN);
    for (int i = 0; i < values.length; i++) {
      byte integer = (byte) ranges.get(channels.at(i)).integer(values[i]);
      integers.set(ValueLayout.JAVA_BYTE, i, integer);
    }
    Constant data = Constant.stored(integers.asSlice(0, values.length));
    return new Array(ElementType.INT8, x.shape(), data, parameters(at, 1));
  }

  private Quantization parameters(int at, float insteadOfZero) {
    var scales = new float[ranges.size()];
    var zeros = new long[ranges.size()];
    for (int i = 0; i < scales.length; i++) {
      RoundedRange range = ranges.get(i);
      scales[i] = range.isZero() ? insteadOfZero : range.scale();
      zeros[i] = range.zeroPoint();
    }
    return scales.length == 1
        ? new PerTensor(scales[0], zeros[0])
        : new PerChannel(scales, zeros, at);
  }

  private void check(int channels) {
    if (channels != ranges.size()) {
      throw new IllegalArgumentException(
          "%d ranges for %d channels".formatted(ranges.size(), channels));
    }
  }
}
