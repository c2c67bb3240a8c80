package dev.octet.acceptance;

import dev.octet.acceptance.GraphPair.Difference;
import dev.octet.calibrate.Range;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Why parameters or values differ from the official converter's: the complete list. */
enum Explanation {
  /**
   * The converter reads the inputs of an ADD after the ADD ran in place, so the range it has for
   * the one that was overwritten is the union of its own and the ADD's output's. Exactly that union
   * must give the converter's parameters, and the true range Octet's.
   */
  ADD_INPUT_OVERWRITTEN {
    @Override
    boolean explains(Difference d, Subject subject) {
      return !d.ours().isConstant()
          && subject.octet().model().main().nodes().stream()
              .filter(n -> n.op().equals("ADD"))
              .filter(n -> n.inputs().stream().anyMatch(i -> i != null && sameName(i, d.ours())))
              .anyMatch(add -> isUnion(d, range(subject, d.ours()), range(subject, add.output(0))));
    }
  },
  /**
   * Both have {@code round(bias × (1 / scale))} of their own scale, and these are equal but for the
   * last digits of a float (the sums of a float kernel differ by its order of adding): so the
   * largest biases are a step or two apart.
   */
  BIAS_OF_ITS_OWN_SCALE {
    @Override
    boolean explains(Difference d, Subject subject) {
      return isBias(d)
          && sameScales(d, channels(d), c -> false)
          && isRounded(d.ours(), bias(subject, d))
          && isRounded(d.theirs(), bias(subject, d));
    }
  },
  /**
   * The converter guards the int64 biases of 16x8 against overflow as if they were int32: where one
   * would pass half of int32 it widens the weight scale of its channel and gives precision away.
   * Octet guards at what the kernels can hold. Every other channel is the same.
   */
  INT64_BIAS_GUARDED_AS_INT32 {
    @Override
    boolean explains(Difference d, Subject subject) {
      if (activation(d) != ElementType.INT16) {
        return false;
      }
      if (isBias(d)) {
        float[] bias = bias(subject, d);
        return sameScales(d, channels(d), c -> isWidened(d, bias, c))
            && isRounded(d.ours(), bias)
            && isRounded(d.theirs(), bias);
      }
      return d.input() == 1 && d.node().inputs().size() > 2 && weightsWidened(d, subject);
    }
  },
  /**
   * The converter puts every float constant behind a DEQUANTIZE, Octet only those where that makes
   * the file smaller: it is the same constant, not rounded.
   */
  SMALL_CONSTANT_KEPT_FLOAT {
    @Override
    boolean explains(Difference d, Subject subject) {
      if (d.ours().type() != ElementType.FLOAT32 || d.theirs().type() != ElementType.FLOAT16) {
        return false;
      }
      MemorySegment half = data(d.theirs());
      float[] full = data(d.ours()).toArray(Constant.F32);
      for (int i = 0; i < full.length; i++) {
        if (Float.floatToFloat16(full[i]) != half.getAtIndex(Constant.I16, i)) {
          return false;
        }
      }
      return half.byteSize() == 2L * full.length;
    }
  };

  private static final double HALF_OF_INT32 = Integer.MAX_VALUE / 2.0;

  /** Whether this, and nothing else, is why these differ. */
  abstract boolean explains(Difference difference, Subject subject);

  static Optional<Explanation> of(Difference difference, Subject subject) {
    return Arrays.stream(values()).filter(e -> e.explains(difference, subject)).findFirst();
  }

  private static boolean sameName(Tensor a, Tensor b) {
    return a.name().equals(b.name());
  }

  private static Range range(Subject subject, Tensor tensor) {
    Tensor known =
        subject.octet().model().main().tensors().stream()
            .filter(t -> sameName(t, tensor))
            .findFirst()
            .orElseThrow();
    return subject.ranges().of(known).orElseThrow();
  }

  private static boolean isUnion(Difference d, Range own, Range sum) {
    var union = new Range(Math.min(own.min(), sum.min()), Math.max(own.max(), sum.max()));
    return isOf(d.ours(), own) && isOf(d.theirs(), union);
  }

  /** Whether a tensor has the parameters of a range, by the specification. */
  private static boolean isOf(Tensor tensor, Range range) {
    var have = (PerTensor) Objects.requireNonNull(tensor.quantization());
    double min = Math.min(range.min(), 0);
    double max = Math.max(range.max(), 0);
    if (tensor.type() == ElementType.INT16) {
      return near(have.scale(), Math.max(-min, max) / 32767) && have.zeroPoint() == 0;
    }
    double scale = (max - min) / 255;
    return near(have.scale(), scale) && have.zeroPoint() == Math.round(-128 - min / scale);
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= GraphPair.SCALE_TOLERANCE * Math.abs(b);
  }

  private static boolean isBias(Difference d) {
    return d.input() == 2
        && List.of("CONV_2D", "DEPTHWISE_CONV_2D", "FULLY_CONNECTED").contains(d.node().op())
        && List.of(ElementType.INT32, ElementType.INT64).contains(d.ours().type());
  }

  private static ElementType activation(Difference d) {
    return Objects.requireNonNull(d.node().input(0)).type();
  }

  private static int channels(Difference d) {
    return scales(d.ours()).length;
  }

  private static float[] scales(Tensor tensor) {
    return GraphPair.scales(Objects.requireNonNull(tensor.quantization()));
  }

  /** Whether scales are equal but where a channel has an excuse. */
  private static boolean sameScales(Difference d, int channels, IntPredicate excused) {
    float[] ours = scales(d.ours());
    float[] theirs = scales(d.theirs());
    for (int c = 0; c < channels; c++) {
      if (!near(ours[c], theirs[c]) && !excused.test(c)) {
        return false;
      }
    }
    return ours.length == theirs.length;
  }

  /** Whether an int32 bias of Octet's scale would have passed the limit, and theirs is at it. */
  private static boolean isWidened(Difference d, float[] bias, int channel) {
    return Math.abs(bias[channel]) / scales(biasOf(d.node()))[channel] > HALF_OF_INT32
        && near(Math.abs(bias[channel]) / scales(biasOf(d.theirNode()))[channel], HALF_OF_INT32);
  }

  private static boolean weightsWidened(Difference d, Subject subject) {
    float[] bias = floats(subject, biasOf(d.node()));
    int channels = channels(d);
    long slice = d.ours().shape().elements() / channels;
    MemorySegment ours = data(d.ours());
    MemorySegment theirs = data(d.theirs());
    float[] weights = floats(subject, d.ours());
    for (int c = 0; c < channels; c++) {
      boolean same = ours.asSlice(c * slice, slice).mismatch(theirs.asSlice(c * slice, slice)) < 0;
      if (!same && !isWidened(d, bias, c)) {
        return false;
      }
      for (long i = c * slice; i < (c + 1) * slice; i++) {
        float exact = weights[(int) i] / scales(d.theirs())[c];
        if (Math.abs(exact - theirs.get(ValueLayout.JAVA_BYTE, i)) > 0.5001) {
          return false;
        }
      }
    }
    return sameScales(d, channels, c -> isWidened(d, bias, c));
  }

  private static boolean isRounded(Tensor bias, float[] reals) {
    float[] scales = scales(bias);
    MemorySegment data = data(bias);
    for (int i = 0; i < reals.length; i++) {
      float product = reals[i] * (1 / scales[scales.length == 1 ? 0 : i]);
      long rounded = (long) (Math.signum(product) * Math.floor(Math.abs((double) product) + 0.5));
      long stored =
          bias.type() == ElementType.INT64
              ? data.getAtIndex(Constant.I64, i)
              : data.getAtIndex(Constant.I32, i);
      if (stored != rounded) {
        return false;
      }
    }
    return true;
  }

  private static float[] bias(Subject subject, Difference d) {
    return floats(subject, d.ours());
  }

  private static Tensor biasOf(Node node) {
    return Objects.requireNonNull(node.input(2));
  }

  /** The float constant of that name. */
  private static float[] floats(Subject subject, Tensor quantized) {
    List<Tensor> known =
        subject.octet().model().main().tensors().stream()
            .filter(t -> t.isConstant() && sameName(t, quantized))
            .toList();
    if (known.size() != 1) {
      throw new AssertionError(known.size() + " constants are called " + quantized.name());
    }
    return data(known.getFirst()).toArray(Constant.F32);
  }

  private static MemorySegment data(Tensor tensor) {
    return Objects.requireNonNull(tensor.data()).bytes();
  }
}
