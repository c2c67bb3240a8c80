package dev.octet.quantize;

import dev.octet.calibrate.LayerInputs.Moments;
import dev.octet.calibrate.PatchMoments;
import dev.octet.calibrate.WeightLayout;
import dev.octet.kernel.LowBits;
import dev.octet.model.Constant;
import dev.octet.model.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Rounds the weights of an op anew, each down or up, by what meets them. Channels are solved side
 * by side, each by itself: the same weights come out on any number of threads.
 */
final class LearnedRounding {
  private final MemorySegment floats;
  private final Integers integers;
  private final int max;
  private final WeightLayout layout;
  private final PatchMoments patches;
  private final boolean centred;

  /**
   * Rounded weights.
   *
   * @param weights as integers
   * @param before the mean squared error of the outputs when all weights are rounded to the nearest
   * @param after the same with these
   */
  record Rounded(Tensor weights, double before, double after) {}

  private LearnedRounding(Tensor weights, Tensor nearest, Moments inputs, boolean centred) {
    this.floats = Constants.data(weights).bytes();
    this.integers = Integers.of(nearest);
    int bits = nearest.type().bits();
    this.max = bits == Byte.SIZE ? Byte.MAX_VALUE : LowBits.Width.of(bits).max();
    this.layout = inputs.layout();
    this.patches = inputs.patches();
    this.centred = centred;
  }

  /**
   * Rounds.
   *
   * @param weights floats
   * @param nearest the same as integers, each the nearest
   * @param inputs what meets them
   * @param centred whether the mean of the output does not count, as a bias makes up for it
   */
  static Rounded of(Tensor weights, Tensor nearest, Moments inputs, boolean centred) {
    var rounding = new LearnedRounding(weights, nearest, inputs, centred);
    double[] errors = rounding.run();
    return new Rounded(rounding.integers.in(nearest), errors[0], errors[1]);
  }

  private double[] run() {
    var sums = new double[2];
    IntStream.range(0, layout.groups()).parallel().mapToObj(this::group).toList().stream()
        .flatMap(Arrays::stream)
        .forEach(
            errors -> {
              sums[0] += errors[0];
              sums[1] += errors[1];
            });
    return sums;
  }

  private double[][] group(int group) {
    int channels = layout.channels() / layout.groups();
    var errors = new double[channels][2];
    for (int b = 0; b < patches.blocks(); b++) {
      int block = b;
      var problem =
          new RoundingProblem(patches.of(group, b, centred), patches.size(b), patches.count());
      IntStream.range(0, channels)
          .parallel()
          .forEach(c -> round(problem, group * channels + c, block, errors[c]));
    }
    return errors;
  }

  private void round(RoundingProblem problem, int channel, int block, double[] errors) {
    int size = patches.size(block);
    int start = patches.start(block);
    var nearest = new double[size];
    var step = new double[size];
    for (int i = 0; i < size; i++) {
      long at = layout.element(channel, start + i);
      float scale = integers.scale(at);
      int q = integers.values()[(int) at];
      nearest[i] = (double) q * scale - floats.getAtIndex(Constant.F32, at);
      step[i] = direction(q, nearest[i]) * (double) scale;
    }
    var solution = problem.solve(new RoundingProblem.Choices(nearest, step));
    for (int i = 0; i < size; i++) {
      if (solution.other()[i]) {
        int at = (int) layout.element(channel, start + i);
        integers.values()[at] += (byte) direction(integers.values()[at], nearest[i]);
      }
    }
    errors[0] += solution.before();
    errors[1] += solution.after();
  }

  /** Where the integer on the other side of the weight lies; 0 if there is none. */
  private int direction(int integer, double error) {
    int direction = error > 0 ? -1 : error < 0 ? 1 : 0;
    return Math.abs(integer + direction) > max ? 0 : direction;
  }
}
