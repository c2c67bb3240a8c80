package dev.octet.tune;

import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/** What to make the best of once the limit is kept. */
public enum Objective {
  /** The smallest file. */
  SIZE,
  /** The fastest model. */
  LATENCY,
  /** The most ops in integers. */
  INTEGER_OPS;

  /** The name on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The best trials first; for those that were measured. */
  Comparator<Trial> order() {
    Comparator<Trial> integers = by(m -> -m.integerShare());
    Comparator<Trial> bytes = by(Measure::bytes);
    Comparator<Trial> first =
        switch (this) {
          case SIZE -> bytes.thenComparing(integers);
          case LATENCY -> by(Measure::latency);
          case INTEGER_OPS -> integers;
        };
    return first
        .thenComparingInt(t -> t.candidate().choices().size())
        .thenComparing(by(Measure::drop))
        .thenComparing(by(m -> -m.snr()))
        .thenComparing(bytes)
        .thenComparing(t -> t.candidate().digest());
  }

  private static Comparator<Trial> by(ToDoubleFunction<Measure> value) {
    return Comparator.comparingDouble(
        t -> value.applyAsDouble(Objects.requireNonNull(t.measure())));
  }
}
