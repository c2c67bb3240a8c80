package dev.octet.report;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What is neither larger nor worse than anything else, from small to large. */
final class ParetoLine {
  private ParetoLine() {}

  /**
   * The names of those.
   *
   * @param cost less is better
   * @param worth more is better
   */
  static <T> List<String> of(
      List<T> all, Function<T, String> name, ToDoubleFunction<T> cost, ToDoubleFunction<T> worth) {
    return all.stream()
        .filter(t -> all.stream().noneMatch(o -> beats(o, t, cost, worth)))
        .sorted(Comparator.comparingDouble(cost))
        .map(name)
        .toList();
  }

  private static <T> boolean beats(
      T one, T other, ToDoubleFunction<T> cost, ToDoubleFunction<T> worth) {
    double cheaper = cost.applyAsDouble(other) - cost.applyAsDouble(one);
    double better = worth.applyAsDouble(one) - worth.applyAsDouble(other);
    return cheaper >= 0 && better >= 0 && (cheaper > 0 || better > 0);
  }
}
