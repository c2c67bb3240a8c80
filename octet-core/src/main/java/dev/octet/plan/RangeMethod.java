package dev.octet.plan;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the range of an activation follows from the values that samples made it take. All but {@link
 * MinMax} clip rare values so that the others get finer steps.
 *
 * <p>As text: {@code min-max}, {@code mean}, {@code percentile:99.9}, {@code mse}, {@code entropy};
 * see {@link #parse}.
 */
public sealed interface RangeMethod {
  /** This method as {@link #parse} reads it; a parameter at its default is left out. */
  String text();

  /** From the smallest to the largest value of all samples, as TFLiteConverter: clips nothing. */
  record MinMax() implements RangeMethod {
    @Override
    public String text() {
      return "min-max";
    }
  }

  /** From the mean of the samples' smallest values to the mean of their largest ones. */
  record Mean() implements RangeMethod {
    @Override
    public String text() {
      return "mean";
    }
  }

  /**
   * Clips as many values below as above, to keep this many of all.
   *
   * @param percent of the values that are within the range, above 0, at most 100
   */
  record Percentile(double percent) implements RangeMethod {
    /** One value in ten thousand is clipped. */
    public static final double DEFAULT = 99.99;

    /** Checks the percentage. */
    public Percentile {
      if (!(percent > 0 && percent <= 100)) {
        throw usage("a percentile lies above 0 and is 100 at most, not " + percent);
      }
    }

    @Override
    public String text() {
      return percent == DEFAULT ? "percentile" : "percentile:" + number(percent);
    }

    private static String number(double value) {
      return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
  }

  /**
   * Makes the expected square of the error least, of clipping and of rounding together.
   *
   * @param bits of the integers that the range is for, 2 to 16
   */
  record Mse(int bits) implements RangeMethod {
    /** Checks the bits. */
    public Mse {
      checkBits(bits);
    }

    @Override
    public String text() {
      return withBits("mse", bits);
    }
  }

  /**
   * Makes the relative entropy (Kullback-Leibler divergence) of the values before and after
   * quantization least.
   *
   * @param bits of the integers that the range is for, 2 to 16
   */
  record Entropy(int bits) implements RangeMethod {
    /** Checks the bits. */
    public Entropy {
      checkBits(bits);
    }

    @Override
    public String text() {
      return withBits("entropy", bits);
    }
  }

  /** This method for integers of so many bits; only {@link Mse} and {@link Entropy} tell bits. */
  default RangeMethod forBits(int bits) {
    return switch (this) {
      case MinMax m -> m;
      case Mean m -> m;
      case Percentile p -> p;
      case Mse _ -> new Mse(bits);
      case Entropy _ -> new Entropy(bits);
    };
  }

  /**
   * Reads a method: its name, for some with a parameter behind a colon. {@code percentile} alone
   * keeps {@value Percentile#DEFAULT} percent, {@code mse} and {@code entropy} alone are for 8 bits
   * ({@code mse:16} for 16).
   *
   * @throws OctetException {@code USAGE} if this is none
   */
  static RangeMethod parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
    try {
      return switch (parts[0]) {
        case "min-max" -> plain(parts, new MinMax());
        case "mean" -> plain(parts, new Mean());
        case "percentile" ->
            new Percentile(parts.length > 1 ? Double.parseDouble(parts[1]) : Percentile.DEFAULT);
        case "mse" -> new Mse(bits(parts));
        case "entropy" -> new Entropy(bits(parts));
        default -> throw unknown(text);
      };
    } catch (NumberFormatException e) {
      throw unknown(text).because(e);
    }
  }

  private static RangeMethod plain(String[] parts, RangeMethod method) {
    if (parts.length > 1) {
      throw usage("'%s' takes no parameter".formatted(parts[0]));
    }
    return method;
  }

  private static int bits(String[] parts) {
    return parts.length > 1 ? Integer.parseInt(parts[1]) : Byte.SIZE;
  }

  private static void checkBits(int bits) {
    if (bits < 2 || bits > Short.SIZE) {
      throw usage("an activation has 2 to 16 bits, not " + bits);
    }
  }

  private static String withBits(String name, int bits) {
    return bits == Byte.SIZE ? name : name + ":" + bits;
  }

  private static OctetException unknown(String text) {
    return usage("'%s' is no way to find a range".formatted(text))
        .advise(
            "choose "
                + List.of("min-max", "mean", "percentile:99.99", "mse", "entropy").stream()
                    .collect(Collectors.joining(", ")));
  }

  private static OctetException usage(String what) {
    return new OctetException(ErrorCode.USAGE, what);
  }
}
