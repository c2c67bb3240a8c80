package dev.octet.kernel;

import java.util.Arrays;
import java.util.Objects;

/**
 * Which channel each element of a flattened tensor belongs to: element i to {@code (i / inner) mod
 * count}.
 *
 * @param count the number of channels, 1 or more
 * @param inner how many elements in a row share a channel, 1 or more
 */
public record Channels(int count, long inner) {
  /** Checks both. */
  public Channels {
    if (count < 1 || inner < 1) {
      throw new IllegalArgumentException(count + " channels of " + inner + " elements");
    }
  }

  /** One channel for the whole tensor. */
  public static Channels one() {
    return new Channels(1, Long.MAX_VALUE);
  }

  /**
   * The slices of a tensor along one axis. An axis of size 0 belongs to a tensor without elements
   * and counts as one channel.
   *
   * @param axis the dimension that is sliced, from 0
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public static Channels of(int[] dims, int axis) {
    Objects.checkIndex(axis, dims.length);
    long inner = 1;
    for (int i = axis + 1; i < dims.length; i++) {
      inner = Math.multiplyExact(inner, Math.max(1, dims[i]));
    }
    int count = Math.max(1, dims[axis]);
    return count == 1 ? one() : new Channels(count, inner);
  }

  /** The channel of the element at this position of the flattened tensor. */
  public int at(long position) {
    return count == 1 ? 0 : (int) (position / inner % count);
  }

  /** The channel that follows this one in the flattened tensor. */
  int after(int channel) {
    return channel + 1 == count ? 0 : channel + 1;
  }

  /** How many elements from this position on, itself included, share its channel in one row. */
  long left(long position) {
    return inner - position % inner;
  }

  /**
   * Gives each of the next {@code n} elements its channel's value.
   *
   * @param position of the first of them in the flattened tensor
   */
  void spread(float[] perChannel, long position, float[] target, int n) {
    int channel = at(position);
    int end;
    for (int i = 0; i < n; i = end) {
      if (inner == 1) {
        end = Math.min(n, i + count - channel);
        System.arraycopy(perChannel, channel, target, i, end - i);
        channel = 0;
      } else {
        end = i + (int) Math.min(n - i, left(position + i));
        Arrays.fill(target, i, end, perChannel[channel]);
        channel = after(channel);
      }
    }
  }

  /** Checks that there is a slot for each channel, and that a stretch begins within the tensor. */
  void check(int slots, long position) {
    if (slots != count || position < 0) {
      throw new IllegalArgumentException(
          slots + " slots for " + count + " channels at " + position);
    }
  }
}
