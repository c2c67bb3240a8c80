package dev.octet.calibrate;

import dev.octet.calibrate.Calibrator.Watched;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one engine saw of the watched tensors, by their position among these. */
final class Seen {
  private final List<Observer<?>> observers;
  private final Map<Integer, Long> firstInfinite;

  private Seen(List<Observer<?>> observers, Map<Integer, Long> firstInfinite) {
    this.observers = observers;
    this.firstInfinite = firstInfinite;
  }

  /** Nothing yet. */
  static Seen nothing(List<Watched> watched) {
    var observers = new ArrayList<Observer<?>>();
    watched.forEach(w -> observers.add(Observers.of(w.method())));
    return new Seen(observers, new HashMap<>());
  }

  Observer<?> observer(int tensor) {
    return observers.get(tensor);
  }

  void infinite(int tensor, long sample) {
    firstInfinite.merge(tensor, sample, Math::min);
  }

  Seen merge(Seen other) {
    var merged = new ArrayList<Observer<?>>();
    for (int i = 0; i < observers.size(); i++) {
      merged.add(Observers.merge(observers.get(i), other.observers.get(i)));
    }
    var infinite = new HashMap<>(firstInfinite);
    other.firstInfinite.forEach((tensor, sample) -> infinite.merge(tensor, sample, Math::min));
    return new Seen(merged, infinite);
  }

  /** Adds what was seen to what other signatures saw of the same tensors. */
  void into(
      List<Watched> watched, Map<Tensor, Observer<?>> observed, Map<Tensor, String> unusable) {
    for (int i = 0; i < observers.size(); i++) {
      observed.merge(watched.get(i).tensor(), observers.get(i), Observers::merge);
    }
    firstInfinite.forEach(
        (i, sample) -> {
          Tensor tensor = watched.get(i).tensor();
          unusable.put(
              tensor,
              "'%s' is infinite for sample %d: ops that need its range stay float"
                  .formatted(tensor.name(), sample));
        });
  }
}
