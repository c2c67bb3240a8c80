package dev.octet.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * Two runs of layers, aligned so that those matched have as much as possible in common, none
 * crossing another. Runs too long for that are matched layer by layer where all but weights is the
 * same.
 */
final class Stretch {
  /** The number of pairs that are looked at. */
  private static final long MOST = 16_000_000;

  private final List<Outline> ones;
  private final List<Outline> others;
  private final boolean isSwapped;

  Stretch(List<Outline> ones, List<Outline> others) {
    isSwapped = isAfter(ones, others);
    this.ones = isSwapped ? others : ones;
    this.others = isSwapped ? ones : others;
  }

  /** What is matched. */
  record Match(Outline one, Outline other) {}

  /** So that ties are broken in one way whichever model comes first. */
  private static boolean isAfter(List<Outline> ones, List<Outline> others) {
    for (int i = 0; i < Math.min(ones.size(), others.size()); i++) {
      int order = Outline.ORDER.compare(ones.get(i), others.get(i));
      if (order != 0) {
        return order > 0;
      }
    }
    return ones.size() > others.size();
  }

  List<Match> matches() {
    List<Match> found = (long) ones.size() * others.size() <= MOST ? aligned() : alike();
    return isSwapped
        ? found.stream().map(m -> new Match(/* one= */ m.other(), /* other= */ m.one())).toList()
        : found;
  }

  /** The best alignment, by what each pair of ends adds to that of shorter runs. */
  private List<Match> aligned() {
    var steps = new byte[ones.size()][others.size()];
    var below = new int[others.size() + 1];
    for (int i = ones.size() - 1; i >= 0; i--) {
      var row = new int[others.size() + 1];
      for (int j = others.size() - 1; j >= 0; j--) {
        int likeness = ones.get(i).likeness(others.get(j));
        int both = likeness == 0 ? -1 : likeness + below[j + 1];
        row[j] = Math.max(both, Math.max(below[j], row[j + 1]));
        steps[i][j] = (byte) (row[j] == both ? 0 : row[j] == below[j] ? 1 : 2);
      }
      below = row;
    }
    return follow(steps);
  }

  private List<Match> follow(byte[][] steps) {
    var found = new ArrayList<Match>();
    int i = 0;
    int j = 0;
    while (i < ones.size() && j < others.size()) {
      byte step = steps[i][j];
      if (step == 0) {
        found.add(new Match(ones.get(i), others.get(j)));
      }
      i += step == 2 ? 0 : 1;
      j += step == 1 ? 0 : 1;
    }
    return found;
  }

  private record Key(String op, String shapes, String constants, String options) {
    static Key of(Outline o) {
      return new Key(o.op(), o.shapes(), o.constants(), o.options());
    }
  }

  private List<Match> alike() {
    Map<Key, Queue<Outline>> open = new HashMap<>();
    others.forEach(o -> open.computeIfAbsent(Key.of(o), _ -> new ArrayDeque<>()).add(o));
    var found = new ArrayList<Match>();
    for (Outline one : ones) {
      Outline other = open.getOrDefault(Key.of(one), new ArrayDeque<>()).poll();
      if (other != null) {
        found.add(new Match(one, other));
      }
    }
    return found;
  }
}
