package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;

/** The right answers for samples, in their order. */
public sealed interface Labels permits ClassLabels, TargetLabels {
  /** For how many samples. */
  long size();

  /**
   * Those of some samples.
   *
   * @param kept indices of samples
   */
  Labels select(long[] kept);

  /** Classes without names. */
  static ClassLabels of(int... classes) {
    return new ClassLabels(classes, List.of());
  }

  /**
   * Classes with names.
   *
   * @param names by class
   */
  static ClassLabels of(int[] classes, List<String> names) {
    return new ClassLabels(classes, names);
  }

  /**
   * Targets.
   *
   * @param targets numbers, the first axis counts the samples
   */
  static TargetLabels of(NdArray targets) {
    return new TargetLabels(targets);
  }

  /**
   * The class of each sample, from 0.
   *
   * @throws OctetException {@code BAD_DATA} if these are no classes
   */
  default int[] requireClasses() {
    return switch (this) {
      case ClassLabels classes -> classes.classes();
      case TargetLabels targets -> throw noClasses(targets.targets());
    };
  }

  private static OctetException noClasses(NdArray targets) {
    boolean rows = targets.rank() == 2 && targets.dim(1) > 1;
    String why = rows ? ": row %d is not one-hot".formatted(ArrayLabels.notOneHot(targets)) : "";
    return new OctetException(
            ErrorCode.BAD_DATA, "the labels are " + targets + ", not classes" + why)
        .advise("classes are whole numbers [N] or [N,1], or one-hot [N,C]");
  }
}
