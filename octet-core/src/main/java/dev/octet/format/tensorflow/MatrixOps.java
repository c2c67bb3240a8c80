package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.lower.Selection;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Diagonals and bands of matrices: the last two dimensions. */
final class MatrixOps {
  private MatrixOps() {}

  static void addTo(OpTable t) {
    t.add("MatrixDiag", MatrixOps::diagonal);
    t.add("MatrixDiagV2 MatrixDiagV3", MatrixOps::spread);
    t.add("MatrixSetDiag", call -> set(call, main(call)));
    t.add("MatrixSetDiagV2 MatrixSetDiagV3", call -> set(call, diagonals(call, 2)));
    t.add("MatrixDiagPart", call -> part(call, main(call)));
    t.add("MatrixDiagPartV2 MatrixDiagPartV3", call -> part(call, diagonals(call, 1)));
    t.add("MatrixBandPart", MatrixOps::band);
  }

  /** The main diagonal of the first input. */
  private static Diagonals main(OpCall call) {
    Shape shape = call.tensor(0).shape();
    return new Diagonals(shape.dim(-2), shape.dim(-1), 0, 0, "LEFT_LEFT");
  }

  /** The diagonals of the first input that another one says. */
  private static Diagonals diagonals(OpCall call, int input) {
    Shape shape = call.tensor(0).shape();
    return diagonals(call, input, shape.dim(-2), shape.dim(-1));
  }

  private static Diagonals diagonals(OpCall call, int input, int rows, int columns) {
    int[] k = call.integers(input, "the number of the diagonal");
    Sizes.bounded(call, rows, columns);
    return new Diagonals(rows, columns, k[0], k[k.length - 1], align(call));
  }

  private static String align(OpCall call) {
    boolean left = call.node().op().endsWith("V2");
    return left ? "LEFT_LEFT" : call.attrs().text("align", "RIGHT_LEFT");
  }

  private static Tensor diagonal(OpCall call) {
    Tensor x = call.tensor(0);
    Shape shape = Dims.insert(x.shape(), x.shape().rank(), x.shape().dim(-1));
    return call.graph().add("MATRIX_DIAG", Attributes.of("MatrixDiagOptions"), shape, x);
  }

  /** Sizes that are left open are as small as they can be. */
  private static Tensor spread(OpCall call) {
    Shape shape = call.tensor(0).shape();
    int[] k = call.integers(1, "the number of the diagonal");
    int longest = shape.dim(-1);
    int leastRows = longest - Math.min(k[k.length - 1], 0);
    int leastColumns = longest + Math.max(k[0], 0);
    int rows = call.integer(2, "the number of rows");
    int columns = call.integer(3, "the number of columns");
    if (rows == -1 && columns == -1) {
      rows = Math.max(leastRows, leastColumns);
      columns = rows;
    }
    rows = rows == -1 ? leastRows : rows;
    columns = columns == -1 ? leastColumns : columns;
    double padding = call.constant(4, "the padding").doubles()[0];
    boolean main = Arrays.stream(k).allMatch(d -> d == 0);
    if (main && rows == longest && columns == longest && padding == 0 && k.length == 1) {
      return diagonal(call);
    }
    return spread(call, call.tensor(0), diagonals(call, 1, rows, columns), padding, k.length > 1);
  }

  /** Picks for each element of a matrix what lies there, or the padding that is put behind all. */
  private static Tensor spread(
      OpCall call, Tensor x, Diagonals diagonals, double padding, boolean band) {
    Lowering g = call.graph();
    boolean packed = band && x.shape().rank() > 1 && diagonals.count() > 1;
    int rank = x.shape().rank();
    Tensor flat = packed ? Layout.reshape(g, x, Dims.merge(x.shape(), rank - 2, rank)) : x;
    Tensor padded = behind(g, flat, padding);
    Array places = Array.integers(diagonals.places(), diagonals.rows(), diagonals.columns());
    return Selection.gather(g, padded, call.constant(places), -1, 0);
  }

  private static Tensor behind(Lowering g, Tensor x, double padding) {
    var before = new int[x.shape().rank()];
    var after = new int[x.shape().rank()];
    after[after.length - 1] = 1;
    return Layout.pad(g, x, before, after, padding);
  }

  private static Tensor part(OpCall call, Diagonals diagonals) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    int rank = x.shape().rank();
    Tensor flat = Layout.reshape(g, x, Dims.merge(x.shape(), rank - 2, rank));
    int[] sources = diagonals.sources();
    int all = flat.shape().dim(-1);
    boolean fills = IntStream.of(sources).anyMatch(s -> s == all);
    double padding = fills ? call.constant(2, "the padding").doubles()[0] : 0;
    Tensor from = fills ? behind(g, flat, padding) : flat;
    int[] dims =
        diagonals.count() == 1
            ? new int[] {diagonals.longest()}
            : new int[] {diagonals.count(), diagonals.longest()};
    Tensor places = call.constant(Array.integers(sources, dims));
    return Selection.gather(g, from, places, -1, 0);
  }

  private static Tensor set(OpCall call, Diagonals diagonals) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    Tensor values = call.tensor(1);
    boolean band = diagonals.count() > 1;
    if (!band && diagonals.lower() == 0) {
      Attributes options = Attributes.of("MatrixSetDiagOptions");
      return g.add("MATRIX_SET_DIAG", options, x.shape(), x, values);
    }
    Tensor spread = spread(call, values, diagonals, 0, band);
    int outside = diagonals.count() * diagonals.longest();
    double[] mask =
        IntStream.of(diagonals.places()).mapToDouble(p -> p == outside ? 0 : 1).toArray();
    return Selection.where(g, mask(call, mask, diagonals.rows()), spread, x);
  }

  private static Tensor mask(OpCall call, double[] mask, int rows) {
    return call.constant(
        Array.numbers(ElementType.BOOL, mask, rows, mask.length / Math.max(1, rows)));
  }

  private static Tensor band(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    int lower = call.integer(1, "the number of diagonals below the main one");
    int upper = call.integer(2, "the number of diagonals above the main one");
    int rows = x.shape().dim(-2);
    int columns = x.shape().dim(-1);
    var mask = new double[Sizes.bounded(call, rows, columns)];
    for (int i = 0; i < mask.length; i++) {
      int diagonal = i % columns - i / columns;
      boolean in = (lower < 0 || -diagonal <= lower) && (upper < 0 || diagonal <= upper);
      mask[i] = in ? 1 : 0;
    }
    return Selection.where(g, mask(call, mask, rows), x, g.scalar(x.type(), 0));
  }
}
