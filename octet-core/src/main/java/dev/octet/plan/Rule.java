package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a recipe.
 *
 * @param nodes which nodes it is for
 * @param change what it changes of what earlier rules said about them
 * @param why why it denies them, as the summary is to say it; null for its own words
 */
public record Rule(Selector nodes, Change change, @Nullable String why) {
  /**
   * Checks that only a denial is explained.
   *
   * @throws OctetException {@code USAGE} if something else is
   */
  public Rule {
    if (why != null && !Boolean.TRUE.equals(change.deny())) {
      throw new OctetException(ErrorCode.USAGE, "a rule says why it denies, but it denies nothing");
    }
  }

  /** A rule that gives no reason of its own. */
  public Rule(Selector nodes, Change change) {
    this(nodes, change, null);
  }

  /** For every node. */
  public static Rule forAll(Change change) {
    return new Rule(Selector.ALL, change);
  }

  /** Nodes that stay float. */
  public static Rule denial(Selector nodes, String why) {
    return new Rule(nodes, Change.denial(), why);
  }

  /** What one of its nodes gets after it. */
  Treatment applyTo(Treatment before) {
    return change.applyTo(before, why == null ? "a rule denies it (%s)".formatted(nodes) : why);
  }
}
