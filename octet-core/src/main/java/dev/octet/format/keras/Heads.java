package dev.octet.format.keras;

import dev.octet.lower.Dims;
import dev.octet.lower.Labels;
import dev.octet.lower.Lowering;
import dev.octet.lower.Rearrangement;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The heads of an attention, and where their dimensions are. In patterns a small letter from {@code
 * a} on is a dimension of the input (the attended ones of values are capitals), {@code N} a head,
 * {@code R} a query head of those that share it, {@code D} an element.
 *
 * @param count heads of keys and values
 * @param shared query heads for each of these
 * @param dim elements of a key
 * @param valueDim elements of a value
 * @param rank of the inputs
 * @param axes along which is attended
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Heads(int count, int shared, int dim, int valueDim, int rank, int[] axes) {
  /** The dimensions that BATCH_MATMUL takes besides those of the matrices and of the heads. */
  private static final int MOST_BATCHES = 2;

  Heads {
    if (rank < 3 || rank > 12 || Arrays.stream(axes).anyMatch(a -> a < 1 || a > rank - 2)) {
      throw new IllegalArgumentException(
          "no attention along %s of %d dimensions".formatted(Arrays.toString(axes), rank));
    }
  }

  /** All query heads. */
  int all() {
    return Math.multiplyExact(count, shared);
  }

  /** The sizes of the letters for an input and its projection. */
  Labels labels(Tensor x, int elements) {
    return Labels.of(dims(), Dims.range(x.shape(), 0, rank - 1))
        .with('N', count)
        .with('R', shared)
        .with('D', elements);
  }

  /** From {@code [dims, heads · dim]} to {@code [..., heads, queries, dim]}. */
  String splitQuery() {
    return dims() + "(NRD)->" + leading() + "(R" + attended() + ")D";
  }

  /** The same for keys and values. */
  String splitValue() {
    return dims() + "(ND)->" + leading() + "(" + attended() + ")D";
  }

  /** Back from {@code [..., heads, queries, dim]}. */
  String merge() {
    return leading() + "(R" + attended() + ")D->" + dims() + "(NRD)";
  }

  /** The weights as Keras gives them: {@code [batch, heads, queries, values]}. */
  Tensor scores(Lowering g, Tensor weights, Tensor query, Tensor value) {
    String values = capitals(attended());
    String from = leading() + "(R" + attended() + ")(" + values + ")";
    Labels labels = labels(query, dim);
    for (int axis : axes) {
      labels = labels.with(capitals(letter(axis)).charAt(0), value.shape().dim(axis));
    }
    return Rearrangement.of(
        g, weights, from + "->" + batch() + "(NR)" + attended() + values, labels);
  }

  /**
   * A mask in the order of the scores of the matrices.
   *
   * @param mask as Keras takes it: for some or all of the first of {@code [batch, heads]}, and then
   *     {@code [queries, values]}
   */
  Tensor mask(Lowering g, Tensor mask) {
    int first = mask.shape().rank() - 2 * axes.length;
    if (first < 0 || first > batch().length() + 1) {
      throw new IllegalArgumentException("a mask of shape " + mask.shape());
    }
    boolean perHead = first > batch().length() && mask.shape().dim(first - 1) != 1;
    String known = batch().substring(0, Math.min(first, batch().length()));
    String head = first <= batch().length() ? "" : perHead ? "(NR)" : "()";
    String values = capitals(attended());
    String own = known + attended() + values;
    Shape plain = head.isEmpty() ? mask.shape() : Dims.remove(mask.shape(), first - 1);
    Labels labels =
        Labels.of(own, plain).with('N', perHead ? count : 1).with('R', perHead ? shared : 1);
    String batches = known + "()".repeat(batch().length() - known.length());
    String to =
        (batch().length() > MOST_BATCHES ? merged(known) : batches + (perHead ? "N" : "()"))
            + (perHead ? "(R" : "(")
            + attended()
            + ")("
            + values
            + ")";
    return Rearrangement.of(g, mask, known + head + attended() + values + "->" + to, labels);
  }

  private String merged(String known) {
    if (known.length() < batch().length()) {
      throw new IllegalArgumentException("a mask that broadcasts over so many dimensions");
    }
    return "(" + known + "N)";
  }

  private String leading() {
    return batch().length() > MOST_BATCHES ? "(" + batch() + "N)" : batch() + "N";
  }

  private String dims() {
    return IntStream.range(0, rank - 1).mapToObj(Heads::letter).collect(Collectors.joining());
  }

  private String attended() {
    return Arrays.stream(axes).mapToObj(Heads::letter).collect(Collectors.joining());
  }

  private String batch() {
    return IntStream.range(0, rank - 1)
        .filter(i -> Arrays.stream(axes).noneMatch(a -> a == i))
        .mapToObj(Heads::letter)
        .collect(Collectors.joining());
  }

  private static String letter(int axis) {
    return Character.toString('a' + axis);
  }

  private static String capitals(String letters) {
    return letters.toUpperCase(java.util.Locale.ROOT);
  }
}
