package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.DataType;
import dev.octet.lower.Arithmetic;
import dev.octet.lower.Dims;
import dev.octet.lower.Lowering;
import dev.octet.lower.ShapeValues.Size;
import dev.octet.model.Attributes;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Random numbers. LiteRT has the same generator, so that the same seeds give the same numbers in
 * the first run; without seeds they are others each time. Source: {@code random_ops.cc}.
 */
final class RandomOps {
  private RandomOps() {}

  static void addTo(OpTable t) {
    t.add("RandomUniform", call -> random(call, "RANDOM_UNIFORM"));
    t.add("RandomStandardNormal", call -> random(call, "RANDOM_STANDARD_NORMAL"));
    t.add("Multinomial", RandomOps::pick);
  }

  private static Attributes options(OpCall call) {
    return Attributes.of("RandomOptions")
        .with("seed", call.attrs().wide("seed", 0))
        .with("seed2", call.attrs().wide("seed2", 0));
  }

  /** Floats of other widths take another number of random bits. */
  private static Tensor random(OpCall call, String op) {
    boolean seeded = call.attrs().wide("seed", 0) != 0 || call.attrs().wide("seed2", 0) != 0;
    if (seeded && call.attrs().type("dtype", DataType.FLOAT) != DataType.FLOAT) {
      throw call.refuse("LiteRT has random floats of 32 bits only")
          .advise("make the random numbers as float32");
    }
    Optional<List<Size>> sizes = Sizes.find(call, 0);
    if (sizes.isEmpty()) {
      call.program().countValues();
    }
    Tensor dims = Sizes.tensor(call, 0);
    Shape shape = sizes.isPresent() ? Sizes.shape(sizes.get()) : Sizes.unknown(dims.shape().dim(0));
    return call.graph().add(op, options(call), ElementType.FLOAT32, shape, dims);
  }

  private static Tensor pick(OpCall call) {
    Lowering g = call.graph();
    Tensor logits = call.floats(0);
    int count = call.integer(1, "the number of samples");
    ElementType type = call.type("output_dtype", DataType.INT64);
    Shape shape = Dims.with(logits.shape(), -1, count);
    Tensor samples = g.scalar(ElementType.INT32, count);
    Tensor y = g.add("MULTINOMIAL", options(call), ElementType.INT64, shape, logits, samples);
    return Arithmetic.cast(g, y, type);
  }
}
