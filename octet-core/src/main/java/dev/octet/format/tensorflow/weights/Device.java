package dev.octet.format.tensorflow.weights;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The device that a node asks for. */
final class Device {
  private Device() {}

  /**
   * The place without an accelerator in it: {@code Dequantize} and constants of 8 bits are for
   * processors only, in {@code /job:a/device:GPU:0} TensorFlow would not take them.
   */
  static String forQuantized(String device) {
    return Arrays.stream(device.split("/", -1))
        .filter(part -> isGeneral(part.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining("/"));
  }

  private static boolean isGeneral(String part) {
    return part.isEmpty()
        || part.startsWith("job:")
        || part.startsWith("replica:")
        || part.startsWith("task:")
        || part.startsWith("cpu:")
        || part.startsWith("device:cpu:");
  }
}
