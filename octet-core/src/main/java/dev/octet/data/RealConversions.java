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

  private static float scale(double stored, @Nullable Scaling scaling) {
    return scaling == null ? (float) stored : scaling.apply((float) stored);
  }

  /** float32 to float32. */
  record Floats(@Nullable Scaling scaling) implements Conversion {
    @Override
    public void apply(Stretch s) {
      if (scaling == null && s.step() == 1) {
        long bytes = s.count() * Float.BYTES;
        MemorySegment.copy(
            s.source(), s.from() * Float.BYTES, s.target(), s.to() * Float.BYTES, bytes);
      } else {
        var how = scaling == null ? new Scaling(1, 0, 1) : scaling;
        for (long i = 0; i < s.count(); i++) {
          float v = s.source().getAtIndex(Constant.F32, s.source(i));
          s.target().setAtIndex(Constant.F32, s.target(i), how.apply(v));
        }
      }
      for (long i = 0; i < s.count(); i++) {
        float v = s.target().getAtIndex(Constant.F32, s.target(i));
        if (!(Math.abs(v) <= Float.MAX_VALUE)) {
          float stored = s.source().getAtIndex(Constant.F32, s.source(i));
          finite(v, stored, s.target(i));
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
    static Bytes of(ElementType from, @Nullable Scaling scaling) {
      Reals.Reader reader = Reals.of(from);
      var table = new float[256];
      for (int i = 0; i < table.length; i++) {
        table[i] = scale(reader.at(Constant.of((byte) i).bytes(), 0), scaling);
      }
      return new Bytes(table);
    }

    @Override
    public void apply(Stretch s) {
      for (long i = 0; i < s.count(); i++) {
        float v = table[s.source().get(ValueLayout.JAVA_BYTE, s.source(i)) & 0xFF];
        s.target().setAtIndex(Constant.F32, s.target(i), v);
      }
    }
  }

  /** Any numbers to reals of a type. */
  record ToReal(Reals.Reader reader, @Nullable Scaling scaling, ElementType type)
      implements Conversion {
    private static final float GREATEST_HALF = 65504;

    @Override
    public void apply(Stretch s) {
      Reals.Writer writer = Reals.writer(type);
      float greatest = type == ElementType.FLOAT16 ? GREATEST_HALF : Float.MAX_VALUE;
      for (long i = 0; i < s.count(); i++) {
        double stored = reader.at(s.source(), s.source(i));
        float v = scale(stored, scaling);
        writer.put(s.target(), s.target(i), within(greatest, v, stored, s.target(i)));
      }
    }
  }

  /** Any numbers to a quantized input: {@code round(real / scale) + zero point}, saturated. */
  record Quantize(
      Reals.Reader reader, @Nullable Scaling scaling, ElementType type, PerTensor quantization)
      implements Conversion {
    @Override
    public void apply(Stretch s) {
      Reals.IntegerWriter writer = Reals.integerWriter(type);
      long least = Reals.least(type);
      long greatest = Reals.greatest(type);
      for (long i = 0; i < s.count(); i++) {
        double stored = reader.at(s.source(), s.source(i));
        float real = finite(scale(stored, scaling), stored, s.target(i));
        double q = Math.rint(real / quantization.scale()) + quantization.zeroPoint();
        writer.put(s.target(), s.target(i), Math.clamp((long) q, least, greatest));
      }
    }
  }
}
