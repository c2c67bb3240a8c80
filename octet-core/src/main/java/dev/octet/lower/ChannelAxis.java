package dev.octet.lower;

import dev.octet.kernel.Channels;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Shape;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** What becomes of a scale for each channel where elements are moved. */
final class ChannelAxis {
  private ChannelAxis() {}

  /** Where dimension {@code i} of the result is dimension {@code order[i]}. */
  static @Nullable Quantization transposed(@Nullable Quantization q, int... order) {
    if (!(q instanceof PerChannel(float[] scales, long[] zeros, int axis))) {
      return q;
    }
    return new PerChannel(scales, zeros, Dims.inverse(order)[axis]);
  }

  /** Where a dimension has other elements, each of which was another before. */
  static @Nullable Quantization picked(
      @Nullable Quantization q, int at, int size, IntUnaryOperator from) {
    return q instanceof PerChannel p && p.axis() == at && size > 0 ? picked(p, at, size, from) : q;
  }

  /**
   * Where the same elements have another shape; empty where no axis of that has a scale for each of
   * its elements.
   */
  static Optional<Quantization> reshaped(Quantization q, Shape from, Shape to) {
    if (q instanceof PerTensor) {
      return Optional.of(q);
    }
    if (!(q instanceof PerChannel p)) {
      return Optional.empty();
    }
    long inner = inner(from, p.axis());
    long period = inner * from.dim(p.axis());
    for (int axis = to.rank() - 1; axis >= 0; axis--) {
      long newInner = inner(to, axis);
      long newPeriod = newInner * to.dim(axis);
      if (newInner > 0 && inner % newInner == 0 && newPeriod % period == 0) {
        return Optional.of(
            picked(p, axis, to.dim(axis), c -> (int) (c * newInner / inner % p.scales().length)));
      }
    }
    return Optional.empty();
  }

  private static PerChannel picked(PerChannel p, int axis, int size, IntUnaryOperator from) {
    var scales = new float[size];
    var zeros = new long[size];
    for (int i = 0; i < size; i++) {
      scales[i] = p.scales()[from.applyAsInt(i)];
      zeros[i] = p.zeroPoints()[from.applyAsInt(i)];
    }
    return new PerChannel(scales, zeros, axis);
  }

  /** What integers stand for, in place of them. */
  static float[] reals(float[] integers, Shape shape, Quantization q) {
    switch (q) {
      case PerTensor(float scale, long zero) -> {
        for (int i = 0; i < integers.length; i++) {
          integers[i] = (integers[i] - zero) * scale;
        }
      }
      case PerChannel(float[] scales, long[] zeros, int axis) -> {
        Channels channels = Channels.of(shape.dims(), axis);
        for (int i = 0; i < integers.length; i++) {
          int c = channels.at(i);
          integers[i] = (integers[i] - zeros[c]) * scales[c];
        }
      }
      case Quantization.Blockwise _, Quantization.Opaque _ ->
          throw new IllegalArgumentException("no scales: " + q);
    }
    return integers;
  }

  private static long inner(Shape shape, int axis) {
    long inner = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      inner *= shape.dim(i);
    }
    return inner;
  }
}
