package dev.octet.lower;

import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products along dimensions that have letters, as NumPy's {@code einsum} of one operand or
 * two. No dimension may be in a result twice.
 */
public final class Einsum {
  private Einsum() {}

  /**
   * Any einsum of two tensors: a product of matrices, or where nothing is to be summed up that only
   * matrices can, an element-wise product.
   *
   * @throws IllegalArgumentException if the equation does not fit the shapes
   */
  public static Tensor of(Lowering g, String equation, Tensor a, Tensor b) {
    Subscripts s = Subscripts.of(equation, a.shape().rank(), b.shape().rank());
    Operand first = diagonal(g, a, s.operands().getFirst());
    Operand second = diagonal(g, b, s.operands().getLast());
    var e = new Equation(first.letters(), second.letters(), s.out());
    Operand left = first.summed(g, e.b() + e.out());
    Operand right = second.summed(g, e.a() + e.out());
    return of(g, left.stretched(g, right), right.stretched(g, left), e.out());
  }

  /** The equation of two operands in the other order, which gives the same. */
  public static String swapped(String equation) {
    int arrow = equation.indexOf("->");
    String operands = arrow < 0 ? equation : equation.substring(0, arrow);
    int comma = operands.indexOf(',');
    String rest = arrow < 0 ? "" : equation.substring(arrow);
    return operands.substring(comma + 1) + "," + operands.substring(0, comma) + rest;
  }

  /** An einsum of one tensor: a diagonal, a sum, a transposition. */
  public static Tensor of(Lowering g, String equation, Tensor x) {
    Subscripts s = Subscripts.of(equation, x.shape().rank());
    Operand whole = diagonal(g, x, s.operands().getFirst());
    var e = new Equation(whole.letters(), "", s.out());
    Operand sum = whole.summed(g, e.out());
    return Rearrangement.of(g, sum.x(), sum.letters() + "->" + e.out(), sum.labels());
  }

  private static Operand diagonal(Lowering g, Tensor x, String letters) {
    return new Operand(Diagonal.of(g, x, letters), Diagonal.letters(letters));
  }

  private static Tensor of(Lowering g, Operand a, Operand b, String out) {
    var e = new Equation(a.letters(), b.letters(), out);
    Labels labels = a.labels().and(b.labels());
    String shared = Equation.common(e.a(), e.b());
    boolean vectors = e.a().length() == shared.length() && e.b().length() == shared.length();
    if (e.inner().isEmpty() || vectors) {
      return elementwise(g, a, b, e, labels);
    }
    return Contraction.best(e, labels, a.x(), b.x()).apply(g, labels, a.x(), b.x());
  }

  private static Tensor elementwise(Lowering g, Operand a, Operand b, Equation e, Labels labels) {
    String order = e.inner().isEmpty() ? e.out() : e.a();
    Tensor product = Arithmetic.multiply(g, a.spread(g, order, labels), b.spread(g, order, labels));
    Operand sum = new Operand(product, order).summed(g, e.out());
    return Rearrangement.of(g, sum.x(), sum.letters() + "->" + e.out(), labels);
  }

  /**
   * An einsum of x and a weight: a dense layer, if no dimension of the weight is one of both x and
   * the result.
   *
   * @param bias of any shape that broadcasts to the result, or null
   */
  public static Tensor dense(
      Lowering g, String equation, Tensor x, Weights kernel, @Nullable Array bias) {
    Subscripts s = Subscripts.of(equation, x.shape().rank(), kernel.shape().rank());
    if (s.operands().stream().anyMatch(o -> !Diagonal.letters(o).equals(o))) {
      return shifted(g, of(g, equation, x, kernel.in(g, "kernel")), bias);
    }
    var e = new Equation(s.operands().getFirst(), s.operands().getLast(), s.out());
    String units = Equation.without(Equation.common(e.out(), e.b()), e.a());
    if (!e.batch().isEmpty() || e.inner().isEmpty() || !e.lonely().isEmpty()) {
      return shifted(g, of(g, equation, x, kernel.in(g, "kernel")), bias);
    }
    Labels labels = Labels.of(e.a(), x.shape()).and(Labels.of(e.b(), kernel.shape()));
    String inner = Equation.common(e.a(), e.inner());
    int in = labels.product(inner);
    int out = labels.product(units);
    Weights matrix = kernel.transposed(Equation.positions(inner + units, e.b())).reshaped(in, out);
    Array inside = bias == null ? null : perUnit(bias, e.out(), units, labels);
    String rows = rows(e, inner, units, labels);
    Tensor flat = Rearrangement.of(g, x, e.a() + "->" + rows + Rearrangement.group(inner), labels);
    Tensor y = Products.dense(g, flat, matrix, inside);
    Tensor result =
        Rearrangement.of(g, y, rows + Rearrangement.group(units) + "->" + e.out(), labels);
    return shifted(g, result, inside == null ? bias : null);
  }

  private static Tensor shifted(Lowering g, Tensor y, @Nullable Array bias) {
    return bias == null ? y : Arithmetic.add(g, y, g.constant("bias", bias));
  }

  /** The dimensions of x alone in the order that takes fewer ops: that of x, or of the result. */
  private static String rows(Equation e, String inner, String units, Labels labels) {
    return Stream.of(e.a(), e.out())
        .map(list -> Equation.without(Equation.common(list, e.a()), e.inner()))
        .min(
            Comparator.comparingInt(
                rows ->
                    Rearrangement.of(e.a() + "->" + rows + Rearrangement.group(inner), labels).ops()
                        + Rearrangement.of(
                                rows + Rearrangement.group(units) + "->" + e.out(), labels)
                            .ops()))
        .orElseThrow();
  }

  /** A bias for each unit, or null if it differs along other dimensions of the result. */
  private static @Nullable Array perUnit(Array bias, String out, String units, Labels labels) {
    var dims = new int[units.length()];
    for (int i = 0; i < out.length(); i++) {
      int axis = i - out.length() + bias.rank();
      int dim = axis < 0 ? 1 : bias.dim(axis);
      int unit = units.indexOf(out.charAt(i));
      if (unit < 0 && dim != 1) {
        return null;
      }
      if (unit >= 0) {
        dims[unit] = dim;
      }
    }
    int[] all = units.chars().map(c -> labels.product(Character.toString(c))).toArray();
    return bias.reshaped(dims).broadcast(all).reshaped(labels.product(units));
  }

  private record Operand(Tensor x, String letters) {
    Labels labels() {
      return Labels.of(letters, x.shape());
    }

    /** Without the dimensions that nothing else has. */
    Operand summed(Lowering g, String others) {
      String lonely = Equation.without(letters, others);
      return lonely.isEmpty()
          ? this
          : new Operand(
              Reduction.reduce(g, "SUM", x, false, Equation.positions(lonely, letters)),
              Equation.without(letters, lonely));
    }

    /** Without the dimensions of size 1 that are larger in another operand. */
    Operand stretched(Lowering g, Operand other) {
      Operand result = this;
      for (char letter : Equation.common(letters, other.letters).toCharArray()) {
        if (labels().isOne(letter) && !other.labels().isOne(letter)) {
          Shape fewer = Dims.remove(result.x.shape(), result.letters.indexOf(letter));
          result =
              new Operand(
                  Layout.reshape(g, result.x, fewer), result.letters.replace("" + letter, ""));
        }
      }
      return result;
    }

    /** With dimensions of size 1 where a list has others. */
    Tensor spread(Lowering g, String order, Labels labels) {
      String target =
          order
              .chars()
              .mapToObj(c -> letters.indexOf(c) >= 0 ? Character.toString(c) : "()")
              .collect(Collectors.joining())
              .replaceFirst("^(\\(\\))+", "");
      return Rearrangement.of(g, x, letters + "->" + target, labels);
    }
  }
}
