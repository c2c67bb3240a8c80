package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Puts dimensions in another order, merges and splits them, with as few ops as that takes: a
 * RESHAPE, a TRANSPOSE, a RESHAPE at most.
 *
 * <p>A pattern is written as in {@code bt(nh)->bnth}: a letter for each dimension, and in brackets
 * those that are one dimension together; {@code ()} is a dimension of size 1.
 */
public final class Rearrangement {
  private final List<String> from;
  private final List<String> to;
  private final Labels labels;

  private Rearrangement(List<String> from, List<String> to, Labels labels) {
    this.from = from;
    this.to = to;
    this.labels = labels;
  }

  /** x in another arrangement. */
  public static Tensor of(Lowering g, Tensor x, String pattern, Labels labels) {
    return of(pattern, labels).apply(g, x);
  }

  /**
   * A pattern to be applied.
   *
   * @throws IllegalArgumentException if not the same letters are on both sides
   */
  static Rearrangement of(String pattern, Labels labels) {
    int arrow = pattern.indexOf("->");
    List<String> from = groups(pattern.substring(0, arrow));
    List<String> to = groups(pattern.substring(arrow + 2));
    var sides = Stream.of(from, to).map(Rearrangement::sorted).distinct();
    if (sides.count() != 1) {
      throw new IllegalArgumentException(pattern + " does not only rearrange");
    }
    return new Rearrangement(from, to, labels);
  }

  /** Letters as a group of one dimension. */
  static String group(String letters) {
    return "(" + letters + ")";
  }

  private static List<String> groups(String side) {
    var groups = new ArrayList<String>();
    for (int i = 0; i < side.length(); i++) {
      int end = side.charAt(i) == '(' ? side.indexOf(')', i) : i;
      groups.add(end == i ? side.substring(i, i + 1) : side.substring(i + 1, end));
      i = end;
    }
    return groups;
  }

  private static List<Integer> sorted(List<String> groups) {
    return String.join("", groups).chars().sorted().boxed().toList();
  }

  /** How many ops this takes. */
  int ops() {
    return plan().ops();
  }

  Tensor apply(Lowering g, Tensor x) {
    Plan plan = plan();
    if (!plan.moves()) {
      return Layout.reshape(g, x, labels.shape(to));
    }
    Tensor split = Layout.reshape(g, x, labels.shape(plan.before()));
    int[] order = plan.after().stream().mapToInt(plan.before()::indexOf).toArray();
    return Layout.reshape(g, Layout.transpose(g, split, order), labels.shape(to));
  }

  /** Dimensions of size 1 are moved as others are, or left to the reshapes. */
  private Plan plan() {
    Plan all = plan(from, to);
    Plan fewer = plan(labels.withoutOnes(from), labels.withoutOnes(to));
    return fewer.ops() < all.ops() ? fewer : all;
  }

  /**
   * What is transposed.
   *
   * @param before letters of one dimension each, before the transpose
   * @param after the same in their new order
   */
  private record Plan(List<String> before, List<String> after, int ops) {
    boolean moves() {
      return !before.equals(after);
    }
  }

  private Plan plan(List<String> source, List<String> target) {
    String order = String.join("", target);
    List<String> before = runs(source, target);
    List<String> after =
        before.stream().sorted(Comparator.comparingInt(r -> order.indexOf(r.charAt(0)))).toList();
    Shape in = labels.shape(from);
    Shape out = labels.shape(to);
    int ops =
        before.equals(after)
            ? count(in, out)
            : 1 + count(in, labels.shape(before)) + count(labels.shape(after), out);
    return new Plan(before, after, ops);
  }

  private static int count(Shape before, Shape after) {
    return before.equals(after) ? 0 : 1;
  }

  /** Neighbours on both sides go together if they are one dimension on one of them. */
  private static List<String> runs(List<String> source, List<String> target) {
    String order = String.join("", target);
    var runs = new ArrayList<String>();
    for (char letter : String.join("", source).toCharArray()) {
      String last = runs.isEmpty() ? "" : runs.getLast();
      String pair = last.isEmpty() ? "" : "" + last.charAt(last.length() - 1) + letter;
      boolean together =
          !pair.isEmpty()
              && order.contains(pair)
              && Stream.concat(source.stream(), target.stream()).anyMatch(s -> s.contains(pair));
      if (together) {
        runs.set(runs.size() - 1, last + letter);
      } else {
        runs.add(String.valueOf(letter));
      }
    }
    return runs;
  }
}
