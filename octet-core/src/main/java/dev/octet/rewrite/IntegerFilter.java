package dev.octet.rewrite;

import dev.octet.kernel.Channels;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weights that are integers of 8 bits and made floats before they are used, as training for
 * integers leaves them behind. A factor for each channel goes into the scales, and the integers
 * stay what they were; a negative one turns them round their zero point.
 *
 * <pre>
 * %w = DEQUANTIZE(const i8 %q · s)    scaled by f    %w = DEQUANTIZE(const i8 %q · s·f)
 * </pre>
 *
 * @param dequantize the op that makes them floats
 * @param axis the dimension that counts the channels of the output
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IntegerFilter(Node dequantize, int axis, float[] scales, long[] zeroPoints) {
  /** From this version on the op knows a scale for each channel. */
  private static final int PER_CHANNEL_VERSION = 5;

  /** The weights that a node makes, if they are of this kind with scales along one axis at most. */
  static @Nullable IntegerFilter of(@Nullable Node node, int axis) {
    Tensor ints = node == null ? null : node.input(0);
    if (node == null
        || ints == null
        || !node.operation().is("DEQUANTIZE")
        || node.operation().custom()
        || !ints.isConstant()
        || Values.isSparse(ints)
        || (ints.type() != ElementType.INT8 && ints.type() != ElementType.UINT8)
        || ints.shape().rank() <= axis) {
      return null;
    }
    int channels = ints.shape().dim(axis);
    return switch (ints.quantization()) {
      case PerTensor(float scale, long zero) -> {
        var scales = new float[channels];
        var zeros = new long[channels];
        Arrays.fill(scales, scale);
        Arrays.fill(zeros, zero);
        yield new IntegerFilter(node, axis, scales, zeros);
      }
      case PerChannel(float[] scales, long[] zeros, int a) when a == axis ->
          new IntegerFilter(node, axis, scales, zeros);
      case PerChannel _, Quantization.Blockwise _, Quantization.Opaque _ -> null;
      case null -> null;
    };
  }

  Tensor integers() {
    return Objects.requireNonNull(dequantize.input(0));
  }

  /** The op with scaled weights; null where an integer or a scale has no place. */
  @Nullable Node scaled(ChannelAffine affine) {
    var changed = new float[scales.length];
    for (int c = 0; c < scales.length; c++) {
      float factor = Math.abs(affine.scale(c));
      changed[c] = factor == 0 ? scales[c] : scales[c] * factor;
      if (!(changed[c] >= Float.MIN_NORMAL) || Float.isInfinite(changed[c])) {
        return null;
      }
    }
    Tensor ints = integers();
    Constant data = Objects.requireNonNull(ints.data());
    if (turns(affine) && !canTurn(data.bytes(), affine)) {
      return null;
    }
    Constant turned = turns(affine) ? turned(data, affine) : data;
    Tensor made = ints.withData(ints.type(), new PerChannel(changed, zeroPoints, axis), turned);
    Node node = Nodes.withInput(dequantize, 0, made);
    int version = Math.max(node.operation().version(), PER_CHANNEL_VERSION);
    return Nodes.withOperation(node, node.operation().withVersion(version));
  }

  private boolean turns(ChannelAffine affine) {
    for (int c = 0; c < scales.length; c++) {
      if (affine.scale(c) <= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean canTurn(MemorySegment bytes, ChannelAffine affine) {
    Channels channels = Channels.of(integers().shape().dims(), axis);
    long lowest = integers().type() == ElementType.INT8 ? Byte.MIN_VALUE : 0;
    for (long i = 0; i < bytes.byteSize(); i++) {
      int c = channels.at(i);
      long turned = turned(at(bytes, i), c, affine);
      if (turned < lowest || turned > lowest + 255) {
        return false;
      }
    }
    return true;
  }

  private Constant turned(Constant data, ChannelAffine affine) {
    Channels channels = Channels.of(integers().shape().dims(), axis);
    return Constant.derived(
        data.byteSize(),
        (offset, target) -> {
          data.read(offset, target);
          for (long i = 0; i < target.byteSize(); i++) {
            long q = turned(at(target, i), channels.at(offset + i), affine);
            target.set(ValueLayout.JAVA_BYTE, i, (byte) q);
          }
        });
  }

  private long at(MemorySegment bytes, long i) {
    byte b = bytes.get(ValueLayout.JAVA_BYTE, i);
    return integers().type() == ElementType.INT8 ? b : Byte.toUnsignedLong(b);
  }

  /** A factor of 0 leaves nothing but 0. */
  private long turned(long q, int channel, ChannelAffine affine) {
    float factor = affine.scale(channel);
    long zero = zeroPoints[channel];
    return factor > 0 ? q : factor < 0 ? 2 * zero - q : zero;
  }
}
