package dev.octet.existing;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reals that a stretch of a constant stands for: floats, halves, or integers with one scale or
 * one per channel.
 */
public final class StoredReals {
  /** A stretch starts at a multiple of this many elements: whole bytes of every type. */
  public static final int GRAIN = 256;

  private final ElementType type;
  private final @Nullable ConstantCodec codec;
  private final long from;
  private final MemorySegment bytes;

  private StoredReals(
      ElementType type, @Nullable ConstantCodec codec, long from, MemorySegment bytes) {
    this.type = type;
    this.codec = codec;
    this.from = from;
    this.bytes = bytes;
  }

  /**
   * A stretch of a constant; nothing else of it is computed.
   *
   * @param from its first element, a multiple of {@link #GRAIN}
   * @param count how many elements; the stretch ends within the tensor
   * @return empty for what is no constant, sparse, or stored in another way
   */
  public static Optional<StoredReals> of(Tensor tensor, long from, int count) {
    Constant data = tensor.data();
    if (data == null || !Recorded.isAll(tensor)) {
      return Optional.empty();
    }
    ConstantCodec codec =
        tensor.quantization() == null
            ? null
            : ConstantCodec.of(tensor.shape(), tensor.quantization()).orElse(null);
    boolean known =
        switch (tensor.type()) {
          case FLOAT32, FLOAT16 -> true;
          default -> codec != null && ConstantCodec.reads(tensor.type());
        };
    if (!known) {
      return Optional.empty();
    }
    MemorySegment bytes =
        MemorySegment.ofArray(new byte[Math.toIntExact(tensor.type().bytes(count))]);
    data.read(tensor.type().bytes(from), bytes);
    return Optional.of(new StoredReals(tensor.type(), codec, from, bytes));
  }

  /** Whether two tensors have the same further fields that say how to read their data. */
  public static boolean areReadAlike(Tensor one, Tensor other) {
    return Objects.equals(Recorded.forget(one).extras(), Recorded.forget(other).extras());
  }

  /** An element, counted from the stretch's first. */
  public double real(int element) {
    return switch (type) {
      case FLOAT32 -> bytes.get(Constant.F32, 4L * element);
      case FLOAT16 -> Float.float16ToFloat(bytes.get(Constant.I16, 2L * element));
      default -> (integer(element) - codec().zeroPoints()[channel(element)]) * scale(element);
    };
  }

  /** The first elements of the stretch, as many as there is room for. */
  public void copyTo(double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = real(i);
    }
  }

  /** How far an element is from the next that could be stored. */
  public double step(int element) {
    return switch (type) {
      case FLOAT32 -> Math.ulp((float) real(element));
      case FLOAT16 -> Math.max(Math.abs(real(element)) * 0x1p-10, 0x1p-24);
      default -> scale(element);
    };
  }

  /** Whether an element is so large that what it stands for may have been larger still. */
  public boolean isAtEnd(int element) {
    return switch (type) {
      case FLOAT32 -> false;
      case FLOAT16 -> Math.abs(real(element)) >= 65504;
      case UINT8, UINT4 -> isAtEnd(integer(element), 0, (1L << type.bits()) - 1);
      default ->
          isAtEnd(integer(element), 1 - (1L << (type.bits() - 1)), (1L << (type.bits() - 1)) - 1);
    };
  }

  private static boolean isAtEnd(long integer, long least, long most) {
    return integer <= least || integer >= most;
  }

  private long integer(int element) {
    return ConstantCodec.integer(type, bytes, element);
  }

  private double scale(int element) {
    return codec().scales()[channel(element)];
  }

  private int channel(int element) {
    return codec().channels().at(from + element);
  }

  private ConstantCodec codec() {
    if (codec == null) {
      throw new IllegalStateException("no integers");
    }
    return codec;
  }
}
