package dev.octet.tune;

import dev.octet.plan.Change;
import dev.octet.plan.Rule;
import dev.octet.plan.Selector;
import dev.octet.plan.Treatment;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a single node gets instead of what the recipe says of all. */
public enum Choice {
  /** Int8 by name, also where a recipe for all would rather keep floats. */
  INT8,
  /** Int16 activations; where no kernel has them, the node stays float. */
  INT16X8,
  /** It stays float. */
  FLOAT;

  /** The name in files and on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choice with that name. */
  public static Optional<Choice> of(String text) {
    return Arrays.stream(values()).filter(c -> c.text().equals(text)).findFirst();
  }

  /** The rule that gives it to some nodes. */
  Rule rule(Selector nodes) {
    return switch (this) {
      case INT8 -> new Rule(nodes, Change.to(Treatment.Kind.INT8));
      case INT16X8 -> new Rule(nodes, Change.to(Treatment.Kind.INT16X8));
      case FLOAT -> Rule.denial(nodes, "the search for accuracy left it float");
    };
  }
}
