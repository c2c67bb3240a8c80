package dev.octet.evaluate;

import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All contestants on each sample: what one thread does. */
final class Round {
  private final List<Contestant> contestants;
  private final List<Tally> tallies;
  private final int @Nullable [] labels;
  private final Classes classes;

  /** A round; tallies are as many as contestants. */
  Round(List<Contestant> contestants, List<Tally> tallies, int @Nullable [] labels) {
    this.contestants = contestants;
    this.tallies = tallies;
    this.labels = labels;
    this.classes = new Classes(labels == null ? new int[0] : labels);
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
        classes.check(contestants.get(i), lanes.get(i).dims());
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

  private void checkComparable(int i, int size, int first) {
    if (size != first) {
      throw Classes.bad(
              contestants.get(i),
              "has %d elements for a sample, that of %s has %d"
                  .formatted(size, contestants.getFirst().where(), first))
          .advise("evaluate models with the same outputs together, or pick the output by name");
    }
  }
}
