package dev.octet.data;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/** Conversions of real values, each of which must stay finite. */
final class RealConversions {
  private RealConversions() {}

  private static float finite(float v, double stored, long index) {
    return within(Float.MAX_VALUE, v, stored, index);
  }

  private static float within(float greatest, float v, double stored, long index) {
    if (!(Math.abs(v) <= greatest)) {
      throw Conversion.badValue(
          index, Double.isFinite(stored) ? stored + ", too large here" : String.valueOf(stored));
    }
    return v;
  }

  private static float normalize(double stored, @Nullable Normalization normalization) {
    return normalization == null ? (float) stored : normalization.apply((float) stored);
  }

  /** float32 to float32. */
  record Floats(@Nullable Normalization normalization) implements Conversion {
    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      if (normalization == null) {
        MemorySegment.copy(source, first * Float.BYTES, target, 0, count * Float.BYTES);
      } else {
        float mean = normalization.mean();
        float std = normalization.std();
        for (long i = 0; i < count; i++) {
          float v = source.getAtIndex(Constant.F32, first + i);
          target.setAtIndex(Constant.F32, i, (v - mean) / std);
        }
      }
      for (long i = 0; i < count; i++) {
        if (!(Math.abs(target.getAtIndex(Constant.F32, i)) <= Float.MAX_VALUE)) {
          float stored = source.getAtIndex(Constant.F32, first + i);
          finite(target.getAtIndex(Constant.F32, i), stored, i);
        }
      }
    }
  }

  /**
   * Values of 8 bits to float32.
   *
   * @param table the result for each byte
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Bytes(float[] table) implements Conversion {
    static Bytes of(ElementType from, @Nullable Normalization normalization) {
      Reals.Reader reader = Reals.of(from);
      var table = new float[256];
      for (int i = 0; i < table.length; i++) {
        table[i] = normalize(reader.at(Constant.of((byte) i).bytes(), 0), normalization);
      }
      return new Bytes(table);
    }

    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      for (long i = 0; i < count; i++) {
        float v = table[source.get(ValueLayout.JAVA_BYTE, first + i) & 0xFF];
        target.setAtIndex(Constant.F32, i, v);
      }
    }
  }

  /** Any numbers to reals of a type. */
  record ToReal(Reals.Reader reader, @Nullable Normalization normalization, ElementType type)
      implements Conversion {
    private static final float GREATEST_HALF = 65504;

    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      Reals.Writer writer = Reals.writer(type);
      float greatest = type == ElementType.FLOAT16 ? GREATEST_HALF : Float.MAX_VALUE;
      for (long i = 0; i < count; i++) {
        double stored = reader.at(source, first + i);
        float v = normalize(stored, normalization);
        writer.put(target, i, within(greatest, v, stored, i));
      }
    }
  }

  /** Any numbers to a quantized input: {@code round(real / scale) + zero point}, saturated. */
  record Quantize(
      Reals.Reader reader,
      @Nullable Normalization normalization,
      ElementType type,
      PerTensor quantization)
      implements Conversion {
    @Override
    public void apply(MemorySegment source, long first, long count, MemorySegment target) {
      Reals.IntegerWriter writer = Reals.integerWriter(type);
      long least = Reals.least(type);
      long greatest = Reals.greatest(type);
      for (long i = 0; i < count; i++) {
        double stored = reader.at(source, first + i);
        float real = finite(normalize(stored, normalization), stored, i);
        double q = Math.rint(real / quantization.scale()) + quantization.zeroPoint();
        writer.put(target, i, Math.clamp((long) q, least, greatest));
      }
    }
  }
}
