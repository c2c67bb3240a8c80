package dev.octet.evaluate;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All contestants on each sample: what one thread does. */
final class Round {
  private final List<Contestant> contestants;
  private final List<Tally> tallies;
  private final int @Nullable [] labels;
  private final int highest;

  /** A round; tallies are as many as contestants. */
  Round(List<Contestant> contestants, List<Tally> tallies, int @Nullable [] labels) {
    this.contestants = contestants;
    this.tallies = tallies;
    this.labels = labels;
    this.highest = labels == null ? 0 : Arrays.stream(labels).max().orElse(0);
  }

  /** Plays until no sample is left; the number of samples played. */
  long play(SideBySide.Turns turns, EngineOptions options, Runnable sampleDone) {
    var lanes = new ArrayList<Lane>();
    try {
      for (Contestant contestant : contestants) {
        lanes.add(new Lane(contestant, options));
      }
      long played = 0;
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        sample((int) i, lanes);
        sampleDone.run();
        played++;
      }
      return played;
    } finally {
      lanes.forEach(Lane::close);
    }
  }

  private void sample(int sample, List<Lane> lanes) {
    double[] first = {};
    for (int i = 0; i < lanes.size(); i++) {
      double[] values = lanes.get(i).run(sample);
      Tally tally = tallies.get(i);
      if (labels == null) {
        tally.look(sample, values);
      } else {
        checkClasses(contestants.get(i), lanes.get(i).dims(), labels);
        tally.label(sample, values, labels[sample]);
      }
      if (i == 0) {
        first = values;
      } else {
        checkComparable(i, values.length, first.length);
        tally.compare(sample, values, first);
      }
    }
  }

  /** There must be a score for each class, and nothing more. */
  private void checkClasses(Contestant contestant, int[] dims, int[] classes) {
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
      while (classes[where] != highest) {
        where++;
      }
      throw bad(contestant, "has %d classes, label %d is %d".formatted(scores, where, highest))
          .advise("classes count from 0");
    }
  }

  private void checkComparable(int i, int size, int first) {
    if (size != first) {
      throw bad(
              contestants.get(i),
              "has %d elements for a sample, that of %s has %d"
                  .formatted(size, contestants.getFirst().where(), first))
          .advise("evaluate models with the same outputs together, or pick the output by name");
    }
  }

  private static OctetException bad(Contestant contestant, String what) {
    return new OctetException(ErrorCode.BAD_DATA, what)
        .in("output '" + contestant.outputName() + "'")
        .in(contestant.where());
  }
}
