package dev.octet.report;

import dev.octet.model.Footprint;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Tensor;
import dev.octet.report.Treemap.Tile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Where the bytes of a model are. */
final class BytesSection {
  /** The most tiles; what is smaller is one tile. */
  private static final int MOST = 400;

  private final Model model;
  private final LayerBytes bytes;

  BytesSection(Model model) {
    this.model = model;
    this.bytes = new LayerBytes(model);
  }

  /**
   * A picture, if there are constants.
   *
   * @param title above it
   * @param name of an op
   * @param link of an op, or empty
   */
  Optional<Treemap> treemap(
      String title, Function<Node, String> name, Function<Node, String> link) {
    var tiles = new ArrayList<Tile>();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        if (bytes.bytes(node) > 0) {
          tiles.add(tile(node, name.apply(node), link.apply(node)));
        }
      }
    }
    if (tiles.isEmpty()) {
      return Optional.empty();
    }
    tiles.sort(Comparator.comparingDouble(Tile::value).reversed());
    return Optional.of(
        new Treemap(
            new Caption(
                title, "The area of a layer shows the bytes of its weights and other constants."),
            "B",
            few(tiles)));
  }

  private static List<Tile> few(List<Tile> tiles) {
    if (tiles.size() <= MOST) {
      return tiles;
    }
    var few = new ArrayList<>(tiles.subList(0, MOST - 1));
    List<Tile> rest = tiles.subList(MOST - 1, tiles.size());
    double sum = rest.stream().mapToDouble(Tile::value).sum();
    few.add(new Tile(Figures.count(rest.size()) + " smaller layers", sum, "", "", List.of()));
    return few;
  }

  private Tile tile(Node node, String name, String link) {
    List<Tensor> constants = bytes.of(node);
    Tensor largest =
        constants.stream().max(Comparator.comparingLong(Footprint::bytes)).orElseThrow();
    return new Tile(
        Names.label(name),
        bytes.bytes(node),
        largest.type().name().toLowerCase(Locale.ROOT),
        link,
        List.of());
  }
}
