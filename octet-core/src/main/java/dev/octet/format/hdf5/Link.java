package dev.octet.format.hdf5;

/** How a group refers to something. */
sealed interface Link {
  /**
   * An object of the file.
   *
   * @param address of its header
   */
  record Hard(long address) implements Link {}

  /**
   * A path in the file.
   *
   * @param target the path
   */
  record Soft(String target) implements Link {}

  /**
   * Something in another file.
   *
   * @param file which
   */
  record External(String file) implements Link {}
}
