package dev.octet.compare;

import dev.octet.model.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Matches layers by their order: those that are matched already and stand in one order in both
 * graphs cut these into stretches, and in each stretch the layers that have none yet are aligned.
 */
final class SequenceMatching {
  private final GraphView one;
  private final GraphView other;
  private final NodeMatching matching;

  SequenceMatching(GraphView one, GraphView other, NodeMatching matching) {
    this.one = one;
    this.other = other;
    this.matching = matching;
  }

  void run() {
    Map<Node, Integer> places = places(other.layers());
    List<Integer> anchors = anchors(places);
    int fromOne = 0;
    int fromOther = 0;
    for (int anchor : anchors) {
      Node partner = Objects.requireNonNull(matching.of(one.layers().get(anchor)));
      int otherAnchor = places.getOrDefault(partner, 0);
      align(fromOne, anchor, fromOther, otherAnchor);
      fromOne = anchor + 1;
      fromOther = otherAnchor + 1;
    }
    align(fromOne, one.layers().size(), fromOther, other.layers().size());
  }

  private static Map<Node, Integer> places(List<Node> nodes) {
    var places = new HashMap<Node, Integer>();
    nodes.forEach(n -> places.put(n, places.size()));
    return places;
  }

  /** The places in the first graph of the longest run of matches that goes up in both. */
  private List<Integer> anchors(Map<Node, Integer> places) {
    var ends = new ArrayList<Integer>(); // of runs of each length, the one with the least end
    var before = new int[one.layers().size()];
    for (int i = 0; i < before.length; i++) {
      int place = place(i, places);
      if (place >= 0) {
        int length = runsBelow(ends, place, places);
        before[i] = length == 0 ? -1 : ends.get(length - 1);
        if (length == ends.size()) {
          ends.add(i);
        } else {
          ends.set(length, i);
        }
      }
    }
    var anchors = new ArrayList<Integer>();
    for (int i = ends.isEmpty() ? -1 : ends.getLast(); i >= 0; i = before[i]) {
      anchors.add(i);
    }
    Collections.reverse(anchors);
    return anchors;
  }

  private int place(int layer, Map<Node, Integer> places) {
    Node partner = matching.of(one.layers().get(layer));
    return partner == null ? -1 : places.getOrDefault(partner, -1);
  }

  private int runsBelow(List<Integer> ends, int place, Map<Node, Integer> places) {
    int low = 0;
    int high = ends.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place(ends.get(middle), places) < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void align(int fromOne, int toOne, int fromOther, int toOther) {
    new Stretch(open(one, fromOne, toOne), open(other, fromOther, toOther))
        .matches()
        .forEach(m -> matching.match(m.one().node(), m.other().node()));
  }

  private List<Outline> open(GraphView graph, int from, int to) {
    return graph.layers().subList(from, to).stream()
        .filter(n -> !matching.isMatched(graph, n))
        .map(graph::outline)
        .toList();
  }
}
