package dev.octet.plan;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How many weights share a scale. */
public enum Granularity {
  /** All of a tensor. */
  TENSOR(0),
  /** All of an output channel. */
  CHANNEL(0),
  /** 32 in a row of an output channel. */
  BLOCK32(32),
  /** 64 in a row of an output channel. */
  BLOCK64(64),
  /** 128 in a row of an output channel. */
  BLOCK128(128),
  /** 256 in a row of an output channel. */
  BLOCK256(256);

  private final int blockSize;

  Granularity(int blockSize) {
    this.blockSize = blockSize;
  }

  /** Weights per block; 0 when there are no blocks. */
  public int blockSize() {
    return blockSize;
  }

  /** Whether channels are cut into blocks. */
  public boolean isBlockwise() {
    return blockSize > 0;
  }

  /** The name in recipes, such as {@code block32}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The granularity with that name in recipes. */
  static Optional<Granularity> of(String text) {
    return Arrays.stream(values()).filter(g -> g.text().equals(text)).findFirst();
  }
}
