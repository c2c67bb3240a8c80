package dev.octet.op;

import dev.octet.data.DataOptions;
import dev.octet.data.Datasets;
import dev.octet.data.InputSpec;
import dev.octet.data.NdArray;
import dev.octet.data.RepresentativeDataset;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Deterministic samples. The first letter of an input's name says what range its values have, and
 * the samples reach both ends of it; {@code n} is the negative of the first input.
 *
 * @param samples for each sample, the values of each input
 */
record OpData(List<List<float[]>> samples) {
  private static final int SAMPLES = 4;

  static OpData of(OpCase opCase) {
    var random = new Random(opCase.toString().hashCode());
    var samples = new ArrayList<List<float[]>>();
    for (int s = 0; s < SAMPLES; s++) {
      var values = new ArrayList<float[]>();
      for (Tensor input : opCase.inputs()) {
        values.add(
            input.name().equals("n") ? negative(values.getFirst()) : values(input, random, s == 0));
      }
      samples.add(values);
    }
    return new OpData(samples);
  }

  private static float[] negative(float[] values) {
    var negative = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negative[i] = -values[i];
    }
    return negative;
  }

  private static float[] values(Tensor input, Random random, boolean first) {
    int count = (int) input.shape().elements();
    var values = new float[count];
    if (input.type() != ElementType.FLOAT32) {
      for (int i = 0; i < count; i++) {
        values[i] = random.nextInt(2);
      }
      return values;
    }
    float[] ends = ends(input.name());
    for (int i = 0; i < count; i++) {
      values[i] = onStep(random, ends);
    }
    if (first) {
      values[0] = ends[0];
      values[count - 1] = ends[1];
    }
    return values;
  }

  /** A value in the middle half of an 8-bit step, so that each way of rounding gives the same. */
  private static float onStep(Random random, float[] ends) {
    Steps steps = Steps.int8(ends[0], ends[1]);
    double inner = random.nextDouble(-0.25, 0.25) * steps.scale();
    double value = steps.round(random.nextDouble(ends[0], ends[1])) + inner;
    return (float) Math.clamp(value, ends[0], ends[1]);
  }

  private static float[] ends(String name) {
    return switch (name.charAt(0)) {
      case 'x' -> name.equals("x") ? new float[] {-3, 5} : new float[] {-3.1f, 4.8f};
      case 'w' -> new float[] {-8, 7};
      case 'u' -> new float[] {0, 1};
      case 'p' -> new float[] {0.5f, 4};
      case 'g' -> new float[] {-30_000, 50_000};
      case 't' -> new float[] {-0.001f, 0.002f};
      default -> throw new IllegalArgumentException("no range for input " + name);
    };
  }

  /** All values of one input. */
  float[] all(int input) {
    var all = new float[samples.size() * samples.getFirst().get(input).length];
    for (int s = 0; s < samples.size(); s++) {
      float[] values = samples.get(s).get(input);
      System.arraycopy(values, 0, all, s * values.length, values.length);
    }
    return all;
  }

  /** The same for calibration. */
  RepresentativeDataset dataset(OpCase opCase) {
    var specs = new ArrayList<InputSpec>();
    var arrays = new HashMap<String, NdArray>();
    for (int i = 0; i < opCase.inputs().size(); i++) {
      Tensor input = opCase.inputs().get(i);
      specs.add(InputSpec.of(input.name(), input.type(), input.shape()));
      long[] dims =
          LongStream.concat(
                  LongStream.of(samples.size()), Arrays.stream(input.shape().dims()).asLongStream())
              .toArray();
      arrays.put(input.name(), array(input.type(), dims, all(i)));
    }
    return RepresentativeDataset.of(Datasets.of(specs, arrays, DataOptions.standard()));
  }

  private static NdArray array(ElementType type, long[] dims, float[] values) {
    if (type == ElementType.FLOAT32) {
      return NdArray.of(dims, values);
    }
    var bytes = new byte[(int) type.bytes(values.length)];
    for (int i = 0; i < values.length; i++) {
      bytes[i * bytes.length / values.length] = (byte) values[i];
    }
    return new NdArray(type, dims, Constant.of(bytes).bytes());
  }
}
