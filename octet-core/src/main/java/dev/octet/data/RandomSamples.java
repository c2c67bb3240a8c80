package dev.octet.data;

import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random samples, the same at every run: reals uniform in [0, 1), quantized integers over the whole
 * range of their type, plain integers and booleans 0 or 1 (which no lookup takes amiss). Good for
 * trying things out; ranges from them mean nothing.
 */
record RandomSamples(List<InputSpec> inputs, long size) implements Samples {
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
    var random = new SplittableRandom(sample * 0x9E3779B97F4A7C15L + input);
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
        boolean quantized = spec.quantization() != null;
        for (long i = 0; i < count; i++) {
          writer.put(target, i, quantized ? random.nextLong() : random.nextInt(2));
        }
      }
    }
  }
}
