package dev.octet.format.tensorflow.bundle;

import java.nio.charset.StandardCharsets;

/** Keys as their users say them, in UTF-8, and as the index sorts them: a character for a byte. */
final class BundleKeys {
  private BundleKeys() {}

  /** As the index has it. */
  static String bytes(String key) {
    return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** As people read it. */
  static String text(String key) {
    return new String(key.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** For messages. */
  static String quoted(String key) {
    return "'" + text(key) + "'";
  }
}
