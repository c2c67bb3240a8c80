package dev.octet.lower;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The subscripts of an einsum with their ellipses written out: {@code ...x,xy->...y} of ranks 3 and
 * 2 is {@code ABx,xy->ABy}.
 *
 * @param operands a letter for each dimension of each operand
 * @param out of the result
 */
record Subscripts(List<String> operands, String out) {
  static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String ELLIPSIS = "...";

  /** Copies the list. */
  Subscripts {
    operands = List.copyOf(operands);
  }

  /**
   * Reads an equation; without an arrow the result is what NumPy makes it.
   *
   * @throws IllegalArgumentException if it does not fit the ranks
   */
  static Subscripts of(String text, int... ranks) {
    String plain = text.replace(" ", "");
    int arrow = plain.indexOf("->");
    String[] operands = (arrow < 0 ? plain : plain.substring(0, arrow)).split(",", -1);
    if (operands.length != ranks.length) {
      throw new IllegalArgumentException(
          "%s has %d operands, not %d".formatted(text, operands.length, ranks.length));
    }
    var elided = new int[ranks.length];
    for (int i = 0; i < ranks.length; i++) {
      elided[i] = elided(operands[i], ranks[i], text);
    }
    String free = unused(plain, Arrays.stream(elided).max().orElse(0));
    String out =
        arrow < 0
            ? free + once(String.join("", operands))
            : plain.substring(arrow + 2).replace(ELLIPSIS, free);
    List<String> letters = new ArrayList<>();
    for (int i = 0; i < ranks.length; i++) {
      String of = operands[i].replace(ELLIPSIS, free.substring(free.length() - elided[i]));
      if (of.length() != ranks[i]) {
        throw new IllegalArgumentException(
            "%s does not fit operand %d of rank %d".formatted(text, i, ranks[i]));
      }
      letters.add(of);
    }
    return new Subscripts(letters, out);
  }

  private static int elided(String operand, int rank, String text) {
    int elided = operand.contains(ELLIPSIS) ? rank - (operand.length() - 3) : 0;
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
}
