package dev.octet.evaluate;

import dev.octet.data.NdArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One output over all samples. */
final class Stack {
  private final String name;
  private final long samples;
  private @Nullable NdArray first;
  private @Nullable MemorySegment all;

  /** Room for an output; how much shows with the first sample. */
  Stack(String name, long samples) {
    this.name = name;
    this.samples = samples;
  }

  String name() {
    return name;
  }

  /** Copies the output of a sample; samples come in order. */
  void put(long sample, NdArray output) {
    if (sample == 0) {
      long bytes = Math.multiplyExact(output.data().byteSize(), samples);
      first = output;
      all = Arena.ofAuto().allocate(Math.max(1, bytes), 8).asSlice(0, bytes);
    }
    MemorySegment target = Objects.requireNonNull(all);
    NdArray like = Objects.requireNonNull(first);
    if (!output.toString().equals(like.toString())) {
      throw new OctetException(
              ErrorCode.BAD_DATA,
              "is %s for sample %d, but %s for the first".formatted(output, sample, like))
          .in("output '" + name + "'")
          .advise("run these samples one by one");
    }
    long size = output.data().byteSize();
    MemorySegment.copy(output.data(), 0, target, sample * size, size);
  }

  /** The output: of a single sample as it is, of several along an axis in front. */
  NdArray array() {
    NdArray like = Objects.requireNonNull(first);
    long[] shape = like.shape();
    if (samples > 1 && shape.length > 0 && shape[0] == 1) {
      shape[0] = samples;
    } else if (samples > 1) {
      long[] inner = shape;
      shape = new long[inner.length + 1];
      shape[0] = samples;
      System.arraycopy(inner, 0, shape, 1, inner.length);
    }
    return new NdArray(like.type(), shape, Objects.requireNonNull(all));
  }
}
