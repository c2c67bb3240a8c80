package dev.octet.rewrite;

import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An arithmetic op with one constant operand: {@code scale · x + shift} with a scale and a shift
 * for each channel of the last dimension, or one for all.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ChannelAffine(Tensor input, float[] scaleValues, float[] shiftValues) {
  /** Scales beyond these bounds could bring weights out of the range of normal floats. */
  private static final float SMALLEST = 0x1p-40f;

  private static final float LARGEST = 0x1p40f;

  /** What a node computes, if it is of this kind and leaves the shape of its input alone. */
  static @Nullable ChannelAffine of(Node node) {
    if (node.operation().custom() || node.inputs().size() != 2 || node.outputs().size() != 1) {
      return null;
    }
    Tensor a = node.input(0);
    Tensor b = node.input(1);
    if (a == null || b == null) {
      return null;
    }
    boolean first = a.isConstant();
    Tensor x = first ? b : a;
    float[] c = perChannel(first ? a : b, x);
    if (c == null || !Values.isFloat(x) || x.isConstant() || !Values.isFloat(node.output(0))) {
      return null;
    }
    ChannelAffine affine =
        switch (node.op()) {
          case "ADD" -> new ChannelAffine(x, all(1), c);
          case "SUB" ->
              first ? new ChannelAffine(x, all(-1), c) : new ChannelAffine(x, all(1), negated(c));
          case "MUL" -> new ChannelAffine(x, c, all(0));
          case "DIV" -> first ? null : new ChannelAffine(x, reciprocals(c), all(0));
          default -> null;
        };
    return affine != null && affine.isTame() ? affine : null;
  }

  /** The values of an operand that differs along the last dimension at most. */
  private static float @Nullable [] perChannel(Tensor constant, Tensor x) {
    Shape shape = constant.shape();
    boolean narrow =
        shape.rank() <= 1 || (x.shape().isRanked() && shape.rank() <= x.shape().rank());
    float[] values = Values.floats(constant);
    return values != null
            && values.length > 0
            && narrow
            && (shape.rank() == 0 || shape.dim(-1) == values.length)
        ? values
        : null;
  }

  private boolean isTame() {
    boolean tame = true;
    for (float s : scaleValues) {
      tame &= s == 0 || (Math.abs(s) >= SMALLEST && Math.abs(s) <= LARGEST);
    }
    for (float s : shiftValues) {
      tame &= Float.isFinite(s);
    }
    return tame;
  }

  /** Whether there is one value for all channels, or one for each of so many. */
  boolean fits(int channels) {
    return (scaleValues.length == 1 || scaleValues.length == channels)
        && (shiftValues.length == 1 || shiftValues.length == channels);
  }

  /** Whether it multiplies, too. */
  boolean scales() {
    for (float s : scaleValues) {
      if (s != 1) {
        return true;
      }
    }
    return false;
  }

  float scale(int channel) {
    return scaleValues[scaleValues.length == 1 ? 0 : channel];
  }

  /** A bias, zeros if it is absent, with this behind it. */
  Tensor appliedTo(@Nullable Tensor bias, int channels, Tensor output) {
    float[] before = bias == null ? new float[channels] : Values.floats(bias);
    var after = new float[channels];
    for (int i = 0; i < channels; i++) {
      float shift = shiftValues[shiftValues.length == 1 ? 0 : i];
      after[i] = scale(i) * Objects.requireNonNull(before)[i] + shift;
    }
    return Tensor.of(
        bias == null ? output.name() + "/bias" : bias.name(),
        ElementType.FLOAT32,
        bias == null ? Shape.of(channels) : bias.shape(),
        Constant.of(after));
  }

  private static float[] all(float value) {
    return new float[] {value};
  }

  private static float[] negated(float[] values) {
    var negated = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      negated[i] = -values[i];
    }
    return negated;
  }

  private static float[] reciprocals(float[] values) {
    var reciprocals = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      reciprocals[i] = 1 / values[i];
    }
    return reciprocals;
  }
}
