package dev.octet.plan;

/**
 * One line of a recipe.
 *
 * @param nodes which nodes it is for
 * @param change what it changes of what earlier rules said about them
 */
public record Rule(Selector nodes, Change change) {
  /** For every node. */
  public static Rule forAll(Change change) {
    return new Rule(Selector.ALL, change);
  }
}
