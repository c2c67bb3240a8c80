package dev.octet.format.tensorflow;

import dev.octet.lower.Array;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Attributes;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Optional;

/** More around a tensor: a value, or its own elements the other way round. */
final class PadOps {
  private PadOps() {}

  static void addTo(OpTable t) {
    t.add("Pad", PadOps::pad);
    t.add("PadV2", PadOps::padWith);
    t.add("MirrorPad", PadOps::mirror);
  }

  private static int[] paddings(OpCall call, int side) {
    int[] all = call.integers(1, "the padding");
    int rank = call.tensor(0).shape().rank();
    if (all.length != 2 * rank) {
      throw new IllegalArgumentException("%d paddings for rank %d".formatted(all.length, rank));
    }
    var paddings = new int[rank];
    for (int i = 0; i < rank; i++) {
      paddings[i] = all[2 * i + side];
    }
    return paddings;
  }

  private static Tensor pad(OpCall call) {
    Tensor x = call.tensor(0);
    if (call.known(1).isPresent()) {
      return Layout.pad(call.graph(), x, paddings(call, 0), paddings(call, 1), 0);
    }
    return call.graph()
        .add("PAD", Attributes.of("PadOptions"), open(call), x, Sizes.tensor(call, 1));
  }

  /** The value may be computed. */
  private static Tensor padWith(OpCall call) {
    Lowering g = call.graph();
    Tensor x = call.tensor(0);
    Optional<Array> value = call.known(2);
    if (value.isPresent() && call.known(1).isPresent()) {
      double around = value.get().doubles()[0];
      return Layout.pad(g, x, paddings(call, 0), paddings(call, 1), around);
    }
    Shape shape =
        call.known(1).isPresent()
            ? Layout.pad(new Lowering(), x, paddings(call, 0), paddings(call, 1), 0).shape()
            : open(call);
    Attributes options = Attributes.of("PadV2Options");
    return g.add("PADV2", options, shape, x, Sizes.tensor(call, 1), call.tensor(2));
  }

  private static Shape open(OpCall call) {
    call.program().countValues();
    return Sizes.unknown(call.tensor(0).shape().rank());
  }

  private static Tensor mirror(OpCall call) {
    boolean border = call.attrs().text("mode", "REFLECT").equals("SYMMETRIC");
    int[] before = paddings(call, 0);
    return Layout.mirror(call.graph(), call.tensor(0), before, paddings(call, 1), border);
  }
}
