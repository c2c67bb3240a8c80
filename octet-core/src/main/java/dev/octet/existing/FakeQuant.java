package dev.octet.existing;

import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;
import java.util.Optional;

/**
 * What a QUANTIZE or a FAKE_QUANT does to floats.
 *
 * @param type of the integers
 * @param parameters of the integers
 * @param least the smallest integer that is used
 * @param most the largest
 */
record FakeQuant(ElementType type, Quantization parameters, int least, int most) {
  private static final int BITS_8 = 8;
  private static final int BITS_16 = 16;

  /** What going through a tensor of integers does; empty for types that are none. */
  static Optional<FakeQuant> through(Tensor integers) {
    Quantization parameters = integers.quantization();
    if (!(parameters instanceof PerTensor || parameters instanceof Quantization.PerChannel)) {
      return Optional.empty();
    }
    ElementType type = integers.type();
    return switch (type) {
      case INT4, INT8, INT16 -> {
        int half = 1 << (type.bits() - 1);
        yield Optional.of(new FakeQuant(type, parameters, -half, half - 1));
      }
      case UINT4, UINT8, UINT16 ->
          Optional.of(new FakeQuant(type, parameters, 0, (1 << type.bits()) - 1));
      default -> Optional.empty();
    };
  }

  /**
   * What a FAKE_QUANT does; empty for what is none. Source of the arithmetic: {@code
   * NudgeQuantizationRange} in LiteRT's {@code quantization_util.cc}.
   */
  static Optional<FakeQuant> of(Node node) {
    Attributes options = node.operation().options();
    if (!node.operation().is("FAKE_QUANT") || options == null) {
      return Optional.empty();
    }
    long bits = options.integer("num_bits", 0);
    float min = (float) options.real("min", 0);
    float max = (float) options.real("max", 0);
    if (bits < 2 || bits > BITS_16 || !(min <= 0) || !(max >= 0) || !(max - min > 0)) {
      return Optional.empty();
    }
    int half = 1 << (bits - 1);
    int least = (options.flag("narrow_range") ? 1 : 0) - half;
    int most = half - 1;
    float scale = (max - min) / (most - least);
    if (!(scale > 0) || Float.isInfinite(scale)) {
      return Optional.empty();
    }
    long zero = Math.clamp(Math.round((double) (least - min / scale)), least, most);
    ElementType type = bits > BITS_8 ? ElementType.INT16 : ElementType.INT8;
    return Optional.of(new FakeQuant(type, new PerTensor(scale, zero), least, most));
  }

  /** The grid of an activation that goes through this; in other than 8 or 16 bits its range. */
  Optional<Grid> grid() {
    if (!(parameters instanceof PerTensor p)) {
      return Optional.empty();
    }
    return uses(BITS_8) || uses(BITS_16)
        ? Grid.of(type, p)
        : Grid.ofRange(
            (least - p.zeroPoint()) * (double) p.scale(),
            (most - p.zeroPoint()) * (double) p.scale());
  }

  /** Whether all integers of so many bits are used, or all but the smallest. */
  private boolean uses(int bits) {
    int all = (1 << bits) - 1;
    return most - least == all || most - least == all - 1;
  }
}
