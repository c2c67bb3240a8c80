package dev.octet.debug;

import dev.octet.debug.Sensitivity.Layer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the layers to free by what freeing them together brings. To free a layer is of no use
 * while its neighbour still quantizes the tensor that does the harm; so single layers are tried,
 * pairs of neighbours, and all that share one tensor, and what brings most for each layer is taken,
 * again and again.
 */
final class Refinement {
  private static final int LEAST_CANDIDATES = 8;
  private static final int CANDIDATES_A_LAYER = 3;
  private static final int MOST_CANDIDATES = 24;
  private static final double LEAST_NOISE = 1e-12;

  /** Of the noise's logarithm, for a layer: less is chance. */
  private static final double LEAST_GAIN = 0.02;

  private final List<Layer> ranked;
  private final Neighbours neighbours;
  private final int count;

  /** For layers in the order of their own harm, of which so many are to be freed. */
  Refinement(List<Layer> ranked, Neighbours neighbours, int count) {
    this.ranked = ranked;
    this.neighbours = neighbours;
    this.count = Math.min(count, ranked.size());
  }

  /**
   * The layers to free, in order.
   *
   * @param all the effect while none is free
   * @param measure the effect while these layers are free, for each of several sets of them
   */
  List<String> choose(Effect all, Function<List<Set<String>>, List<Effect>> measure) {
    Set<String> free = new LinkedHashSet<>();
    double noise = log(all);
    while (free.size() < count) {
      List<Set<String>> moves = moves(free);
      List<Set<String>> tried = moves.stream().map(m -> union(free, m)).toList();
      List<Effect> effects = measure.apply(tried);
      int best = 0; // the worst layer by itself: the choice when nothing helps
      double bestGain = LEAST_GAIN;
      for (int i = 0; i < moves.size(); i++) {
        double gain = (noise - log(effects.get(i))) / moves.get(i).size();
        if (gain > bestGain) {
          best = i;
          bestGain = gain;
        }
      }
      free.addAll(moves.get(best));
      noise = log(effects.get(best));
    }
    return List.copyOf(free);
  }

  private static double log(Effect effect) {
    return Math.log(Math.clamp(effect.noise(), LEAST_NOISE, 1 / LEAST_NOISE));
  }

  /**
   * Sets of layers that may be freed next, none of them free; the worst layer alone comes first.
   */
  private List<Set<String>> moves(Set<String> free) {
    int room = count - free.size();
    List<String> candidates =
        ranked.stream()
            .map(Layer::node)
            .filter(n -> !free.contains(n))
            .limit(Math.clamp((long) CANDIDATES_A_LAYER * count, LEAST_CANDIDATES, MOST_CANDIDATES))
            .toList();
    Set<Set<String>> moves = new LinkedHashSet<>();
    candidates.forEach(c -> moves.add(Set.of(c)));
    for (String c : candidates) {
      neighbours.of(c).forEach(n -> add(moves, Set.of(c, n), free, room));
    }
    for (Set<String> users : neighbours.sharing()) {
      if (users.stream().anyMatch(candidates::contains)) {
        add(moves, users, free, room);
      }
    }
    return new ArrayList<>(moves);
  }

  private void add(Set<Set<String>> moves, Set<String> move, Set<String> free, int room) {
    Set<String> fresh = new LinkedHashSet<>();
    for (Layer layer : ranked) {
      if (move.contains(layer.node()) && !free.contains(layer.node())) {
        fresh.add(layer.node());
      }
    }
    if (!fresh.isEmpty() && fresh.size() <= room) {
      moves.add(fresh);
    }
  }

  private static Set<String> union(Set<String> first, Set<String> second) {
    Set<String> union = new LinkedHashSet<>(first);
    union.addAll(second);
    return union;
  }
}
