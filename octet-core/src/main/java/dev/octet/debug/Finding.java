package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Place;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that is wrong with a layer of a quantized model, or looks so.
 *
 * @param rule the name of the rule that found it, which is that of its page in {@code
 *     docs/findings}
 * @param severity how much it matters
 * @param place the layer
 * @param damage the share of the signal that this costs, 0 to 1, as far as it is known
 * @param evidence what it was seen by, by name
 * @param sentence what is the matter, for somebody who is new to this
 * @param fixes what to try, the most promising first
 */
public record Finding(
    String rule,
    Severity severity,
    Place place,
    double damage,
    Map<String, Double> evidence,
    String sentence,
    List<String> fixes) {
  /** The worst first; of equals the one that comes first in the model. */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity).thenComparingDouble(Finding::damage).reversed();

  /** Copies. */
  public Finding {
    evidence = Collections.unmodifiableMap(new LinkedHashMap<>(evidence));
    fixes = List.copyOf(fixes);
  }
}
