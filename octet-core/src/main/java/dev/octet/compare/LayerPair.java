package dev.octet.compare;

import dev.octet.compare.Change.Kind;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the models have at one place: a layer of both, or of one of them.
 *
 * @param before of the first model, or null
 * @param after of the second, or null
 * @param changes where the two differ, values of constants among it
 * @param constants that they read
 */
public record LayerPair(
    @Nullable Layer before,
    @Nullable Layer after,
    List<Change> changes,
    List<ConstantPair> constants) {
  /** Copies the lists. */
  public LayerPair {
    changes = List.copyOf(changes);
    constants = List.copyOf(constants);
    if (before == null && after == null) {
      throw new IllegalArgumentException("a layer of neither model");
    }
  }

  /** What became of the layer. */
  public enum Status {
    /** Nothing differs. */
    SAME,
    /** It has another name, or other sizes are open to change, else nothing differs. */
    RENAMED,
    /** Both models have it, and it differs. */
    CHANGED,
    /** The second model only has it. */
    ADDED,
    /** The first model only has it. */
    REMOVED
  }

  /** What became of it. */
  public Status status() {
    if (before == null) {
      return Status.ADDED;
    }
    if (after == null) {
      return Status.REMOVED;
    }
    if (changes.isEmpty()) {
      return Status.SAME;
    }
    return changes.stream().allMatch(c -> c.kind() == Kind.NAME || c.kind() == Kind.OPEN)
        ? Status.RENAMED
        : Status.CHANGED;
  }

  /** The layer of the first model, or else that of the second. */
  public Layer either() {
    return before != null ? before : Objects.requireNonNull(after);
  }

  /** What the first model has there. */
  public long beforeBytes() {
    return before == null ? 0 : before.bytes();
  }

  /** What the second model has there. */
  public long afterBytes() {
    return after == null ? 0 : after.bytes();
  }

  /**
   * How far the weights, the largest constant of reals, are from where they were; null where that
   * cannot be told.
   */
  public @Nullable Difference difference() {
    return weights().map(ConstantPair::difference).orElse(null);
  }

  /** The largest constant of reals. */
  public Optional<ConstantPair> weights() {
    return constants.stream()
        .filter(ConstantPair::isReal)
        .max(Comparator.comparingLong(ConstantPair::beforeBytes));
  }
}
