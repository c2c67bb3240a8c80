package dev.octet.calibrate;

import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.InputPatches;
import java.util.Optional;

/**
 * Where the weights lie that meet in one output value: {@code output[c] = Σ_p weight(c, p) × x[p]}.
 *
 * @param channels of the output
 * @param patch how many inputs meet in an output value
 * @param groups of channels; those of a group see the same patches
 * @param inner distance between the weights of a channel; as many channels lie side by side
 */
public record WeightLayout(int channels, int patch, int groups, int inner) {
  /** Checks that all is there, and that channels can be shared out. */
  public WeightLayout {
    if (channels < 1 || patch < 1 || groups < 1 || inner < 1 || channels % groups != 0) {
      throw new IllegalArgumentException(
          "%d channels of %d in %d groups by %d".formatted(channels, patch, groups, inner));
    }
  }

  /** The place of a weight in the flattened tensor. */
  public long element(int channel, int at) {
    return (long) (channel / inner) * patch * inner + channel % inner + (long) at * inner;
  }

  /** The group of a channel. */
  public int group(int channel) {
    return channel / (channels / groups);
  }

  /** How many elements the patches of all groups have. */
  int inputs() {
    return Math.multiplyExact(groups, patch);
  }

  /**
   * That of a node's weights; empty if it does not multiply patches by them, or shapes are unknown.
   */
  static Optional<WeightLayout> of(InputPatches patches, Node node, Tensor data, Tensor weights) {
    int[] w = weights.shape().dims();
    int inputs = data.shape().isRanked() && data.shape().rank() > 0 ? data.shape().dim(-1) : 0;
    if (weights.shape().elements() == 0 || inputs == 0 || weights.shape().elements() > LARGEST) {
      return Optional.empty();
    }
    return switch (patches) {
      case NONE -> Optional.empty();
      case ROWS -> w.length == 2 ? channelsFirst(w, 1) : Optional.empty();
      case WINDOWS -> w.length == 4 ? channelsFirst(w, inputs / w[3]) : Optional.empty();
      case SPREAD_WINDOWS -> w.length == 4 ? channelsFirst(w, 1) : Optional.empty();
      case CHANNEL_WINDOWS ->
          w.length == 4 ? channelsLast(w, inputs, w[1] * w[2]) : Optional.empty();
      case VOLUME_WINDOWS ->
          w.length == 5
              ? channelsLast(w, inputs / w[3], w[0] * w[1] * w[2] * w[3])
              : Optional.empty();
      case MATRIX_ROWS -> matrix(node, data.shape(), w);
    };
  }

  /** More weights than that are not looked at. */
  private static final long LARGEST = 1L << 30;

  private static Optional<WeightLayout> channelsFirst(int[] w, int groups) {
    int patch = 1;
    for (int i = 1; i < w.length; i++) {
      patch *= w[i];
    }
    return of(w[0], patch, groups, 1);
  }

  private static Optional<WeightLayout> channelsLast(int[] w, int groups, int patch) {
    int channels = w[w.length - 1];
    return of(channels, patch, groups, channels);
  }

  /** One constant matrix behind rows that lie as they are multiplied. */
  private static Optional<WeightLayout> matrix(Node node, Shape data, int[] w) {
    var options = node.operation().options();
    boolean leftTransposed = options != null && options.flag("adj_x");
    boolean rightTransposed = options != null && options.flag("adj_y");
    int rank = w.length;
    for (int i = 0; i < rank - 2; i++) {
      if (w[i] != 1) {
        return Optional.empty();
      }
    }
    if (rank < 2 || leftTransposed || data.rank() < 2) {
      return Optional.empty();
    }
    return rightTransposed
        ? of(w[rank - 2], w[rank - 1], 1, 1)
        : of(w[rank - 1], w[rank - 2], 1, w[rank - 1]);
  }

  private static Optional<WeightLayout> of(int channels, int patch, int groups, int inner) {
    return groups > 0 && channels % groups == 0
        ? Optional.of(new WeightLayout(channels, patch, groups, inner))
        : Optional.empty();
  }
}
