package dev.octet.existing;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerChannel;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects what a model says, while it is walked. */
final class Found {
  private static final int UINT8_SHIFT = 128;
  private static final int UINT4_SHIFT = 8;

  private final Map<Tensor, Grid> grids = new HashMap<>();
  private final Map<Tensor, Tensor> integers = new HashMap<>();
  private final Map<Tensor, Tensor> stored = new HashMap<>();
  private final Map<Tensor, Tensor> floats = new HashMap<>();

  Found() {}

  /** Goes on from what is known. */
  Found(Existing known) {
    known.copyTo(grids, integers, stored);
  }

  Map<Tensor, Grid> grids() {
    return grids;
  }

  Map<Tensor, Tensor> integers() {
    return integers;
  }

  Map<Tensor, Tensor> stored() {
    return stored;
  }

  /** An activation has this grid; of several the one that reaches furthest. */
  void grid(Tensor activation, Optional<Grid> grid) {
    grid.ifPresent(g -> grids.merge(activation, g, Grid::wider));
  }

  /** No value of this activation is negative. */
  void notNegative(Tensor activation) {
    grids.computeIfPresent(activation, (_, g) -> g.notNegative());
  }

  boolean knows(Tensor activation) {
    return grids.containsKey(activation);
  }

  /** The float constant that a constant of integers stands for; made once. */
  Optional<Tensor> dequantized(Tensor ints) {
    Tensor known = floats.get(ints);
    if (known != null) {
      return Optional.of(known);
    }
    if (!Recorded.isAll(ints) || ints.quantization() == null || !isWeightType(ints.type())) {
      return Optional.empty();
    }
    return ConstantCodec.of(ints.shape(), ints.quantization())
        .map(codec -> dequantize(ints, codec));
  }

  private static boolean isWeightType(ElementType type) {
    return ConstantCodec.reads(type) && type.bits() <= Short.SIZE;
  }

  private Tensor dequantize(Tensor ints, ConstantCodec codec) {
    Constant data = Objects.requireNonNull(ints.data());
    long elements = ints.shape().elements();
    Tensor made =
        Recorded.forget(ints)
            .withData(ElementType.FLOAT32, null, codec.floats(ints.type(), data, elements));
    int shift = shift(ints.type());
    if (ints.type().bits() <= Byte.SIZE) {
      symmetric(Objects.requireNonNull(ints.quantization()), shift)
          .ifPresent(
              q ->
                  integers.put(
                      made,
                      q.equals(ints.quantization()) && ints.type() == ElementType.INT8
                          ? ints
                          : ints.withData(
                              ElementType.INT8,
                              q,
                              ConstantCodec.int8(ints.type(), data, elements, shift))));
    }
    grid(made, Grid.of(ints));
    floats.put(ints, made);
    return made;
  }

  /** Remembers that an op of the model itself reads integers in the place of this constant. */
  void stands(Tensor made, Tensor ints) {
    stored.put(made, ints);
  }

  /** A float constant after it went through integers. */
  Optional<Tensor> fakeQuantized(Tensor from, FakeQuant how) {
    return ConstantCodec.of(from.shape(), how.parameters())
        .map(codec -> fakeQuantize(from, how, codec));
  }

  private Tensor fakeQuantize(Tensor from, FakeQuant how, ConstantCodec codec) {
    Constant data = Objects.requireNonNull(from.data());
    Tensor made =
        from.withData(ElementType.FLOAT32, null, codec.rounded(data, how.least(), how.most()));
    if (how.type().bits() <= Byte.SIZE) {
      int shift = shift(how.type());
      symmetric(how.parameters(), shift)
          .ifPresent(
              q ->
                  integers.put(
                      made,
                      made.withData(
                          ElementType.INT8, q, codec.int8(data, how.least(), how.most(), shift))));
    }
    grid(made, how.grid());
    return made;
  }

  private static int shift(ElementType type) {
    return switch (type) {
      case UINT8 -> UINT8_SHIFT;
      case UINT4 -> UINT4_SHIFT;
      default -> 0;
    };
  }

  /** Parameters with zero points lowered by {@code shift}, if they all become 0. */
  private static Optional<Quantization> symmetric(@Nullable Quantization as, int shift) {
    return switch (as) {
      case PerTensor(float scale, long zero) when zero == shift ->
          Optional.of(new PerTensor(scale, 0));
      case PerChannel(float[] scales, long[] zeros, int axis)
          when Arrays.stream(zeros).allMatch(z -> z == shift) ->
          Optional.of(PerChannel.symmetric(scales, axis));
      case null, default -> Optional.empty();
    };
  }
}
