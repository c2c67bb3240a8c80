package dev.octet.report;

import java.util.List;

/** Areas, such as bytes by layer. */
public record Treemap(Caption caption, String unit, List<Tile> tiles) implements Chart {
  /** Copies the list. */
  public Treemap {
    tiles = List.copyOf(tiles);
  }

  /**
   * An area.
   *
   * @param value not negative; of the whole when there are parts
   * @param group decides its colour
   * @param link an anchor in this page; empty for none
   * @param parts smaller areas inside, or none
   */
  public record Tile(String label, double value, String group, String link, List<Tile> parts) {
    /** Copies the list. */
    public Tile {
      parts = List.copyOf(parts);
    }
  }
}
