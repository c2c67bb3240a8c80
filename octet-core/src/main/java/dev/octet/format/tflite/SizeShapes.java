package dev.octet.format.tflite;

import static dev.octet.format.tflite.Operands.need;
import static dev.octet.format.tflite.Operands.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ops that make the axes of their input longer or shorter, as their second input says. */
final class SizeShapes {
  private SizeShapes() {}

  /** By so many elements before and after, for each axis. */
  static int @Nullable [] pad(Operands in) {
    List<Long> pads = in.integers(1);
    int[] out = in.shape(0).clone();
    if (pads.isEmpty()) {
      return null;
    }
    need(pads.size() == 2 * out.length, "%d paddings for %s", pads.size(), text(out));
    for (int d = 0; d < out.length; d++) {
      out[d] = Math.toIntExact(out[d] + pads.get(2 * d) + pads.get(2 * d + 1));
    }
    return out;
  }

  /** So many times, for each axis. */
  static int @Nullable [] tile(Operands in) {
    List<Long> times = in.integers(1);
    int[] out = in.shape(0).clone();
    if (times.isEmpty()) {
      return null;
    }
    need(times.size() == out.length, "%s repeated %s times", text(out), times);
    for (int d = 0; d < out.length; d++) {
      need(times.get(d) >= 0, "%s repeated %s times", text(out), times);
      out[d] = Math.toIntExact(Math.multiplyExact((long) out[d], times.get(d)));
    }
    return out;
  }

  /** An image to a height and a width. */
  static int @Nullable [] resize(Operands in) {
    List<Long> size = in.integers(1);
    int[] image = in.image();
    return size.size() == 2
        ? new int[] {image[0], size.get(0).intValue(), size.get(1).intValue(), image[3]}
        : null;
  }
}
