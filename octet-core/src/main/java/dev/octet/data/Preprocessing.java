package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.Arrays;
import java.util.List;

/**
 * Turns stored values into what the model was trained on: {@code (x / divisor − mean) / std} in
 * float32, channel by channel. It applies to float inputs and to quantized ones, not to plain
 * integers such as token ids.
 *
 * <p>Several means or deviations are those of channels, in the order in which the model has them.
 *
 * @param divisor finite and not 0
 * @param mean one for all, or one for each channel; finite
 * @param std one for all, or one for each channel; finite and not 0
 * @param reversed whether the model has the channels in the opposite order (BGR for RGB)
 */
public record Preprocessing(float divisor, List<Float> mean, List<Float> std, boolean reversed) {
  /** Checks the values. */
  public Preprocessing {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    check(Float.isFinite(divisor) && divisor != 0, "the divisor must be finite and not 0");
    boolean sound =
        mean.stream().allMatch(Float::isFinite)
            && std.stream().allMatch(s -> Float.isFinite(s) && s != 0);
    check(sound, "mean %s and std %s must be finite, std not 0".formatted(text(mean), text(std)));
    boolean paired =
        !mean.isEmpty()
            && !std.isEmpty()
            && (mean.size() == 1 || std.size() == 1 || mean.size() == std.size());
    check(paired, "%d means do not go with %d deviations".formatted(mean.size(), std.size()));
  }

  private static void check(boolean condition, String problem) {
    if (!condition) {
      throw new OctetException(ErrorCode.USAGE, problem);
    }
  }

  /** {@code (x − mean) / std} for all values. */
  public static Preprocessing normalization(float mean, float std) {
    return new Preprocessing(1, List.of(mean), List.of(std), false);
  }

  /**
   * Reads {@code MEAN,STD}, such as {@code 0,255}; each may be one for each channel, such as {@code
   * 123.7/116.8/103.9,58.4/57.1/57.4}.
   */
  public static Preprocessing parse(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        return new Preprocessing(1, floats(parts[0]), floats(parts[1]), false);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OctetException(ErrorCode.USAGE, "'" + text + "' is not MEAN,STD")
        .advise("for pixels 0 to 255 a model often wants 0,255 or 127.5,127.5");
  }

  private static List<Float> floats(String text) {
    return Arrays.stream(text.split("/", -1)).map(s -> Float.parseFloat(s.strip())).toList();
  }

  /** How many channels this is for; 1 if for any number. */
  public int channels() {
    int several = Math.max(mean.size(), std.size());
    return several == 1 && reversed ? 3 : several;
  }

  /** What is done to the values of a channel of the model. */
  Scaling of(int channel) {
    return new Scaling(
        divisor, mean.get(mean.size() == 1 ? 0 : channel), std.get(std.size() == 1 ? 0 : channel));
  }

  private static String text(List<Float> values) {
    return String.join("/", values.stream().map(String::valueOf).toList());
  }

  /** All of it in a few words, the same for equal ones alone. */
  @Override
  public String toString() {
    return (divisor == 1 ? "" : "/" + divisor + " ")
        + text(mean)
        + ","
        + text(std)
        + (reversed ? " reversed" : "");
  }
}
