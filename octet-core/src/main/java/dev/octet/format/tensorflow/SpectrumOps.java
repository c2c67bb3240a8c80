package dev.octet.format.tensorflow;

import dev.octet.lower.Dims;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;

/** Spectra of real signals, and parts of complex numbers. */
final class SpectrumOps {
  private SpectrumOps() {}

  static void addTo(OpTable t) {
    t.add("RFFT", SpectrumOps::line);
    t.add("RFFT2D", call -> spectrum(call, call.floats(0), lengths(call, 2)));
    t.add("ComplexAbs", call -> part(call, "COMPLEX_ABS"));
    t.add("Real", call -> part(call, "REAL"));
    t.add("Imag", call -> part(call, "IMAG"));
  }

  private static int[] lengths(OpCall call, int count) {
    int[] lengths = call.integers(1, "the length of the transform");
    if (lengths.length != count) {
      throw new IllegalArgumentException("%d lengths".formatted(lengths.length));
    }
    for (int length : lengths) {
      if (length < 1 || Integer.bitCount(length) != 1) {
        throw call.refuse("LiteRT has no Fourier transform of length %d".formatted(length))
            .advise("take a length that is a power of 2");
      }
    }
    return lengths;
  }

  /** As an image of one row. */
  private static Tensor line(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.floats(0);
    int rank = x.shape().rank();
    Tensor row = Layout.expand(g, x, rank - 1);
    return Layout.squeeze(g, spectrum(call, row, 1, lengths(call, 1)[0]), rank - 1);
  }

  private static Tensor spectrum(OpCall call, Tensor x, int... lengths) {
    Lowering g = call.graph();
    Shape shape = Dims.with(Dims.with(x.shape(), -1, lengths[1] / 2 + 1), -2, lengths[0]);
    Attributes options = Attributes.of("Rfft2dOptions");
    return g.add("RFFT2D", options, ElementType.COMPLEX64, shape, x, g.integers(lengths));
  }

  private static Tensor part(OpCall call, String op) {
    Tensor x = call.tensor(0);
    if (x.type() != ElementType.COMPLEX64) {
      throw call.refuse("LiteRT has complex numbers of 64 bits only").advise("use complex64");
    }
    return call.graph().add(op, null, ElementType.FLOAT32, x.shape(), x);
  }
}
