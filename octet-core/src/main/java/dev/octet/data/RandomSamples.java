package dev.octet.data;

import dev.octet.model.ElementType;
import dev.octet.model.Quantization.PerTensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random samples, the same at every run with the same seed: reals uniform in [0, 1), quantized
 * integers the nearest to such reals (so that models with real and with integer inputs see the
 * same), plain integers and booleans 0 or 1 (which no lookup takes amiss). Good for trying things
 * out; ranges from them mean nothing.
 */
record RandomSamples(List<InputSpec> inputs, long size, long seed) implements Samples {
  RandomSamples {
    inputs = List.copyOf(inputs);
    for (InputSpec input : inputs) {
      Conversion.of(ElementType.BOOL, input, null); // refuses what no array can feed
      if (!input.shape().isRanked()) {
        throw Conversion.refused("input " + input + " has no known shape for random samples");
      }
    }
  }

  @Override
  public int[] dims(long sample, int input) {
    return inputs.get(input).shape().dims();
  }

  @Override
  public void read(long sample, int input, MemorySegment target) {
    var random =
        new SplittableRandom(sample * 0x9E3779B97F4A7C15L + input + seed * 0xD1B54A32D192ED03L);
    InputSpec spec = inputs.get(input);
    long count = spec.shape().elements();
    switch (spec.type()) {
      case FLOAT16, FLOAT32, FLOAT64 -> {
        Reals.Writer writer = Reals.writer(spec.type());
        for (long i = 0; i < count; i++) {
          writer.put(target, i, random.nextInt(1 << 24) * 0x1p-24f);
        }
      }
      default -> {
        Reals.IntegerWriter writer = Reals.integerWriter(spec.type());
        PerTensor quantized = spec.quantization();
        for (long i = 0; i < count; i++) {
          writer.put(
              target,
              i,
              quantized == null
                  ? random.nextInt(2)
                  : nearest(random.nextInt(1 << 24) * 0x1p-24f, quantized, spec.type()));
        }
      }
    }
  }

  private static long nearest(float value, PerTensor as, ElementType type) {
    long q = Math.round((double) value / as.scale()) + as.zeroPoint();
    return Math.clamp(q, Reals.least(type), Reals.greatest(type));
  }
}
