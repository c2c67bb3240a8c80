package dev.octet.lower;

import java.util.stream.Collectors;

/**
 * An equation of an einsum over two operands, its ellipses written out: {@code ...x,xy->...y} of
 * ranks 3 and 2 is {@code ABx,xy->ABy}.
 *
 * @param a a letter for each dimension of the first operand
 * @param b of the second
 * @param out of the result
 */
record Equation(String a, String b, String out) {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  Equation {
    distinct(a);
    distinct(b);
    distinct(out);
    String known = a + b;
    if (!out.chars().allMatch(c -> known.indexOf(c) >= 0)) {
      throw new IllegalArgumentException("the result of %s,%s->%s is new".formatted(a, b, out));
    }
  }

  /**
   * Reads an equation; without an arrow the result is what NumPy makes it.
   *
   * @throws IllegalArgumentException if it does not fit the ranks, or takes a diagonal
   */
  static Equation of(String text, int rankA, int rankB) {
    String plain = text.replace(" ", "");
    int arrow = plain.indexOf("->");
    String[] operands = (arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1);
    if (operands.length != 2) {
      throw new IllegalArgumentException(text + " has not two operands");
    }
    int elidedA = elided(operands[0], rankA, text);
    int elidedB = elided(operands[1], rankB, text);
    String free = unused(plain, Math.max(elidedA, elidedB));
    String a = operands[0].replace("...", free.substring(free.length() - elidedA));
    String b = operands[1].replace("...", free.substring(free.length() - elidedB));
    String out =
        arrow < 0
            ? free + once(operands[0] + operands[1])
            : plain.substring(arrow + 2).replace("...", free);
    if (a.length() != rankA || b.length() != rankB) {
      throw new IllegalArgumentException(
          "%s does not fit operands of ranks %d and %d".formatted(text, rankA, rankB));
    }
    return new Equation(a, b, out);
  }

  private static int elided(String operand, int rank, String text) {
    int elided = operand.contains("...") ? rank - (operand.length() - 3) : 0;
    if (elided < 0) {
      throw new IllegalArgumentException("%s does not fit rank %d".formatted(text, rank));
    }
    return elided;
  }

  private static String unused(String text, int count) {
    return LETTERS
        .chars()
        .filter(c -> text.indexOf(c) < 0)
        .limit(count)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static String once(String letters) {
    return letters
        .chars()
        .filter(c -> c != '.' && letters.indexOf(c) == letters.lastIndexOf(c))
        .sorted()
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static void distinct(String letters) {
    if (letters.chars().distinct().count() != letters.length()
        || !letters.chars().allMatch(c -> LETTERS.indexOf(c) >= 0)) {
      throw new IllegalArgumentException(
          "\"%s\" is no list of different letters".formatted(letters));
    }
  }

  /** The letters of one list that are in another, in the order of the first. */
  static String common(String letters, String others) {
    return letters
        .chars()
        .filter(c -> others.indexOf(c) >= 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The letters of one list that are not in another, in the order of the first. */
  static String without(String letters, String others) {
    return letters
        .chars()
        .filter(c -> others.indexOf(c) < 0)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  /** The positions of some letters in a list. */
  static int[] positions(String letters, String list) {
    return letters.chars().map(list::indexOf).toArray();
  }

  /** The letters that both operands and the result have. */
  String batch() {
    return common(common(out, a), b);
  }

  /** The letters that are summed over in the product. */
  String inner() {
    return without(common(a, b), out);
  }

  /** The letters that only one operand has, and the result not. */
  String lonely() {
    return without(a, b + out) + without(b, a + out);
  }

  /** This with the operands in the other order. */
  Equation swapped() {
    return new Equation(b, a, out);
  }

  @Override
  public String toString() {
    return a + "," + b + "->" + out;
  }
}
