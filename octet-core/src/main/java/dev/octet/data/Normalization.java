package dev.octet.data;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/**
 * Turns stored values into what the model was trained on: {@code (x − mean) / std}, in float32. It
 * applies to float inputs and to quantized ones, not to plain integers such as token ids.
 *
 * @param mean finite
 * @param std finite and not 0
 */
public record Normalization(float mean, float std) {
  /** Checks the values. */
  public Normalization {
    if (!Float.isFinite(mean) || !Float.isFinite(std) || std == 0) {
      throw new OctetException(
          ErrorCode.USAGE, "mean %s and std %s must be finite, std not 0".formatted(mean, std));
    }
  }

  /** Reads {@code MEAN,STD}, such as {@code 0,255} or {@code 127.5,127.5}. */
  public static Normalization parse(String text) {
    String[] parts = text.split(",", -1);
    try {
      if (parts.length == 2) {
        return new Normalization(
            Float.parseFloat(parts[0].strip()), Float.parseFloat(parts[1].strip()));
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OctetException(ErrorCode.USAGE, "'" + text + "' is not MEAN,STD")
        .advise("for pixels 0 to 255 a model often wants 0,255 or 127.5,127.5");
  }

  float apply(float x) {
    return (x - mean) / std;
  }
}
