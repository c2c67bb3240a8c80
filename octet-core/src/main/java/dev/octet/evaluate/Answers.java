package dev.octet.evaluate;

import dev.octet.data.ClassLabels;
import dev.octet.data.Labels;
import dev.octet.data.NdArray;
import dev.octet.data.TargetLabels;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right answers of all samples, and whether an output can be compared with them. */
final class Answers {
  private static final double ROUNDING = 1e-3;

  private final int @Nullable [] classes;
  private final List<String> names;
  private final @Nullable NdArray targets;
  private final int[] dims;
  private final int highest;

  private Answers(int @Nullable [] classes, List<String> names, @Nullable NdArray targets) {
    this.classes = classes;
    this.names = names;
    this.targets = targets;
    this.dims = targets == null ? new int[0] : dims(targets);
    this.highest = classes == null ? 0 : Arrays.stream(classes).max().orElse(0);
  }

  /** What labels say; null for none. */
  static Answers of(@Nullable Labels labels) {
    return switch (labels) {
      case null -> new Answers(null, List.of(), null);
      case ClassLabels c -> new Answers(c.classes(), c.names(), null);
      case TargetLabels t -> new Answers(null, List.of(), t.targets());
    };
  }

  private static int[] dims(NdArray targets) {
    long[] shape = targets.shape();
    return Arrays.stream(shape, 1, shape.length).mapToInt(Math::toIntExact).toArray();
  }

  boolean areClasses() {
    return classes != null;
  }

  @Nullable NdArray targets() {
    return targets;
  }

  /** The names of the classes, or none. */
  List<String> names() {
    return names;
  }

  /** Puts the answer for a sample in its place. */
  void tell(int sample, Truth truth) {
    if (classes != null) {
      truth.be(classes[sample]);
    } else if (targets != null) {
      truth.be(targets.slice(sample).toDoubles(), dims);
    }
  }

  /** Whether outputs of these sizes hold as many elements as a target. */
  boolean areLike(int[] output) {
    return targets != null && Arrays.equals(squeezed(output), squeezed(dims));
  }

  /**
   * Whether the targets are masks for outputs of these sizes: integers, one for the scores along
   * the last axis.
   */
  boolean areMasks(int[] output) {
    if (targets == null || !targets.type().isInteger() || output.length == 0) {
      return false;
    }
    int[] outer = Arrays.copyOf(output, output.length - 1);
    return areLike(output) || Arrays.equals(squeezed(outer), squeezed(dims));
  }

  private static int[] squeezed(int[] sizes) {
    return Arrays.stream(sizes).filter(d -> d != 1).toArray();
  }

  /** There must be a score for each class, and nothing more. */
  void check(Contestant contestant, Shot shot) {
    if (classes == null) {
      return;
    }
    int[] sizes = shot.dims();
    int scores = sizes.length == 0 ? 1 : sizes[sizes.length - 1];
    if (scores != shot.values().length || scores == 0) {
      throw bad(
              contestant,
              "is %s for a sample, not a score for each class"
                  .formatted(Arrays.toString(sizes).replace(" ", "")))
          .advise("pick another output, or compare the outputs without labels");
    }
    if (highest >= shot.classes()) {
      throw bad(
              contestant,
              "has %d classes, label %d is %d".formatted(shot.classes(), where(), highest))
          .advise("classes count from 0");
    }
    if (scores == 1) {
      checkProbability(contestant, shot);
    }
  }

  private void checkProbability(Contestant contestant, Shot shot) {
    double value = shot.values()[0];
    if (shot.isFinite() && !(value >= -ROUNDING && value <= 1 + ROUNDING)) {
      throw bad(
              contestant,
              "is %s for sample %d: one number for two classes must be the probability of class 1"
                  .formatted(value, shot.sample()))
          .advise("end the model with a sigmoid, or give numbers to compare with as labels");
    }
  }

  private int where() {
    int where = 0;
    while (classes != null && classes[where] != highest) {
      where++;
    }
    return where;
  }

  /** Says what is wrong with an output. */
  static OctetException bad(Contestant contestant, String what) {
    return new OctetException(ErrorCode.BAD_DATA, what)
        .in("output '" + contestant.outputName() + "'")
        .in(contestant.where());
  }

  @Override
  public String toString() {
    if (targets == null) {
      return classes == null ? "none" : "classes";
    }
    return dims.length == 0 && !targets.type().isInteger()
        ? "reals, not classes, which are whole numbers from 0"
        : "%s for each sample, of %s"
            .formatted(Arrays.toString(dims).replace(" ", ""), targets.type().text());
  }
}
