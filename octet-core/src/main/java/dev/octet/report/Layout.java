package dev.octet.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the ops of a graph are drawn: in rows, so that what is read stands above what reads it
 * (Sugiyama's method: ranks, an order within them, places).
 *
 * @param ops the place of each op
 * @param edges for each edge the places it passes between its ends, from its start on
 */
record Layout(List<Place> ops, List<List<Place>> edges) {
  /** From one op to another, by their numbers. */
  record Arrow(int from, int to) {}

  /**
   * A place.
   *
   * @param x in widths of an op
   * @param rank the row, from the top
   */
  record Place(double x, int rank) {}

  /** Longer edges go straight through: lanes for all of them would take longer than looking. */
  private static final int MAX_LANES = 40;

  /** Lays a graph out; loops in it are allowed. */
  static Layout of(int ops, List<Arrow> arrows) {
    int[] ranks = Ranks.of(ops, arrows);
    var rows = new Rows();
    for (int op = 0; op < ops; op++) {
      rows.add(ranks[op]);
    }
    var lanes = new ArrayList<int[]>();
    for (Arrow arrow : arrows) {
      lanes.add(lane(rows, ranks, arrow));
    }
    double[] x = rows.arrange();
    var places = new ArrayList<Place>();
    for (int op = 0; op < ops; op++) {
      places.add(new Place(x[op], ranks[op]));
    }
    List<List<Place>> ways =
        lanes.stream()
            .map(
                lane ->
                    Arrays.stream(lane)
                        .mapToObj(cell -> new Place(x[cell], rows.rank(cell)))
                        .toList())
            .toList();
    return new Layout(List.copyOf(places), ways);
  }

  /** Cells for an edge in the rows it crosses. */
  private static int[] lane(Rows rows, int[] ranks, Arrow arrow) {
    int start = ranks[arrow.from()];
    int end = ranks[arrow.to()];
    int step = Integer.signum(end - start);
    int crossed = Math.abs(end - start) - 1;
    if (crossed < 1 || crossed > MAX_LANES) {
      if (start != end) {
        rows.join(arrow.from(), arrow.to());
      }
      return new int[0];
    }
    int[] lane = new int[crossed];
    int last = arrow.from();
    for (int i = 0; i < crossed; i++) {
      lane[i] = rows.add(start + (i + 1) * step);
      rows.join(last, lane[i]);
      last = lane[i];
    }
    rows.join(last, arrow.to());
    return lane;
  }
}
