package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;

/** The right classes of samples, and whether an output can be compared with them. */
final class Classes {
  private final int[] labels;
  private final int highest;

  /** The class of each sample; none where there are no labels. */
  Classes(int[] labels) {
    this.labels = labels;
    this.highest = Arrays.stream(labels).max().orElse(0);
  }

  /** There must be a score for each class, and nothing more. */
  void check(Contestant contestant, int[] dims) {
    int scores = dims.length == 0 ? 1 : dims[dims.length - 1];
    boolean flat = Arrays.stream(dims).limit(Math.max(0, dims.length - 1)).allMatch(d -> d == 1);
    if (!flat || scores < 2) {
      throw bad(
              contestant,
              "is %s for a sample, not a score for each class"
                  .formatted(Arrays.toString(dims).replace(" ", "")))
          .advise("pick another output, or compare the outputs without labels");
    }
    if (highest >= scores) {
      int where = 0;
      while (labels[where] != highest) {
        where++;
      }
      throw bad(contestant, "has %d classes, label %d is %d".formatted(scores, where, highest))
          .advise("classes count from 0");
    }
  }

  static OctetException bad(Contestant contestant, String what) {
    return new OctetException(ErrorCode.BAD_DATA, what)
        .in("output '" + contestant.outputName() + "'")
        .in(contestant.where());
  }
}
