package dev.octet.format.keras;

/**
 * The generation of Keras that wrote a file: some names and defaults mean something else in each.
 */
enum KerasVersion {
  /** Keras up to 2.x, also that of {@code tf.keras} and {@code tf_keras}. */
  TWO,
  /** Keras 3. */
  THREE;

  /** Of a version such as {@code 2.15.0} or {@code 3.9.2}. */
  static KerasVersion of(String version) {
    return version.startsWith("3.") ? THREE : TWO;
  }
}
