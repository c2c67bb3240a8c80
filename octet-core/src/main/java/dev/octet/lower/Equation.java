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
    Subscripts s = Subscripts.of(text, rankA, rankB);
    return new Equation(s.operands().getFirst(), s.operands().getLast(), s.out());
  }

  private static void distinct(String letters) {
    if (letters.chars().distinct().count() != letters.length()
        || !letters.chars().allMatch(c -> Subscripts.LETTERS.indexOf(c) >= 0)) {
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
