package dev.octet.compare;

import dev.octet.compare.LayerPair.Status;
import java.util.List;

/**
 * Two models side by side.
 *
 * @param before the first
 * @param after the second
 * @param beforeTotals what the first has, counted
 * @param afterTotals what the second has
 * @param ports inputs and outputs
 * @param ops which ops they have, how often, by name
 * @param layers in the order of the first model; those that only the second has are where it has
 *     them
 * @param other what else differs: names of graphs, metadata, files packed with the model
 */
public record Comparison(
    ComparedModel before,
    ComparedModel after,
    Totals beforeTotals,
    Totals afterTotals,
    List<PortPair> ports,
    List<OpCount> ops,
    List<LayerPair> layers,
    List<Change> other) {
  /** Copies the lists. */
  public Comparison {
    ports = List.copyOf(ports);
    ops = List.copyOf(ops);
    layers = List.copyOf(layers);
    other = List.copyOf(other);
  }

  /** Whether the two are the same bytes. */
  public boolean isSameFile() {
    return !before.digest().isEmpty() && before.digest().equals(after.digest());
  }

  /** Whether nothing differs but how the files are laid out. */
  public boolean isSame() {
    return other.isEmpty()
        && ports.stream().allMatch(PortPair::isSame)
        && layers.stream().allMatch(l -> l.status() == Status.SAME);
  }

  /** The layers of that fate. */
  public List<LayerPair> layers(Status status) {
    return layers.stream().filter(l -> l.status() == status).toList();
  }

  /** How many times smaller the second file is; below 1 it is larger. */
  public double timesSmaller() {
    return (double) before.bytes() / Math.max(1, after.bytes());
  }
}
