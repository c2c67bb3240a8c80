package dev.octet.report;

import java.util.List;
import java.util.stream.Stream;

/** Where a block leads to. */
final class Links {
  private Links() {}

  static List<String> of(Block block) {
    Stream<String> links =
        switch (block) {
          case Grid grid ->
              grid.rows().stream().flatMap(r -> r.cells().stream()).map(Grid.Cell::link);
          case Scatter scatter -> scatter.points().stream().map(Scatter.Point::link);
          case Bars bars -> bars.bars().stream().map(Bars.Bar::link);
          case Treemap treemap -> treemap.tiles().stream().map(Treemap.Tile::link);
          case Network network -> network.ops().stream().map(Network.Op::link);
          case Prose _, Facts _, Histograms _, Heatmap _, Boxes _ -> Stream.of();
        };
    return links.filter(l -> !l.isEmpty()).toList();
  }
}
