package dev.octet.plan;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import dev.octet.op.FourBits;
import dev.octet.op.OpRow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The form that a node's weights get: what was asked for, or the nearest that the runtime takes.
 *
 * @param format the form
 * @param adapted why it is not what was asked for; empty if it is
 */
record WeightChoice(WeightFormat format, String adapted) {
  private static final int FOUR = 4;

  /** For weights that a DEQUANTIZE turns to floats: it reads 4 bits, but no blocks. */
  static WeightChoice behindDequantize(OpRow row, Node node, WeightFormat asked) {
    if (row.weightsOf(node).isEmpty()) {
      return new WeightChoice(asked, "");
    }
    WeightChoice choice = of(asked).withoutTwoBits();
    return choice.format.granularity().isBlockwise()
        ? choice.perChannel("DEQUANTIZE reads no blocks")
        : choice;
  }

  /** For a hybrid kernel. */
  static WeightChoice hybrid(OpRow row, Node node, WeightFormat asked) {
    WeightChoice choice = of(asked).withoutTwoBits();
    FourBits kernels = row.fourBits();
    if (choice.format.bits() == FOUR && !kernels.hasHybrid()) {
      choice = choice.eightBits("the runtime has no hybrid kernel with 4-bit weights for it");
    }
    return choice.eightBitsUnless(kernels.conditions(), node).perChannelUnlessBlocksFit(row, node);
  }

  /** For an integer kernel. */
  static WeightChoice integer(OpRow row, Node node, ElementType activations, WeightFormat asked) {
    if (row.weightsOf(node).isEmpty()) {
      return new WeightChoice(asked, "");
    }
    WeightChoice choice = of(asked).withoutTwoBits();
    if (choice.format.granularity().isBlockwise()) {
      choice = choice.perChannel("integer kernels know no blocks");
    }
    if (choice.format.bits() == FOUR && row.fourBits().integerVersion(activations) == 0) {
      choice =
          choice.eightBits(
              "the runtime has no %s kernel with 4-bit weights for it"
                  .formatted(activations.text()));
    }
    return activations == ElementType.INT8
        ? choice
            .eightBitsUnless(row.fourBits().conditions(), node)
            .eightBitsUnless(row.fourBits().int8Conditions(), node)
        : choice.eightBitsUnless(row.fourBits().conditions(), node);
  }

  private static WeightChoice of(WeightFormat asked) {
    return new WeightChoice(asked, "");
  }

  private WeightChoice withoutTwoBits() {
    return format.bits() == 2
        ? with(format.withBits(FOUR), "the runtime has no 2-bit weights: 4 bits")
        : this;
  }

  private WeightChoice eightBitsUnless(List<OpRow.Condition> conditions, Node node) {
    return format.bits() == FOUR
        ? failing(conditions, node).map(this::eightBits).orElse(this)
        : this;
  }

  private WeightChoice perChannelUnlessBlocksFit(OpRow row, Node node) {
    if (!format.granularity().isBlockwise()) {
      return this;
    }
    if (format.bits() != FOUR || row.fourBits().hybridBlockwise() == 0) {
      return perChannel("the runtime has no kernel with blocks for it");
    }
    int size = format.granularity().blockSize();
    return row.weightsOf(node).stream()
        .map(w -> Objects.requireNonNull(node.input(w.input())))
        .flatMap(t -> misfit(t, size))
        .findFirst()
        .or(() -> failing(row.fourBits().blockConditions(), node))
        .map(this::perChannel)
        .orElse(this);
  }

  private static Stream<String> misfit(Tensor weights, int blockSize) {
    Shape shape = weights.shape();
    int last = shape.dim(shape.rank() - 1);
    return shape.rank() == 2 && last % blockSize == 0
        ? Stream.empty()
        : Stream.of("%d elements in a row make no blocks of %d".formatted(last, blockSize));
  }

  private static Optional<String> failing(List<OpRow.Condition> conditions, Node node) {
    return conditions.stream()
        .filter(c -> !c.holds().test(node))
        .map(OpRow.Condition::reason)
        .findFirst();
  }

  private WeightChoice eightBits(String why) {
    return with(format.withBits(WeightFormat.INT8.bits()), why + ": 8 bits");
  }

  private WeightChoice perChannel(String why) {
    return with(format.withGranularity(Granularity.CHANNEL), why + ": a scale per channel");
  }

  private WeightChoice with(WeightFormat nearest, String why) {
    return new WeightChoice(nearest, adapted.isEmpty() ? why : adapted + "; " + why);
  }

  /** This with one more reason. */
  WeightChoice because(String why) {
    return new WeightChoice(format, adapted.isEmpty() ? why : why + "; " + adapted);
  }

  /** The decision to do it. */
  Decision decide(Function<WeightFormat, Scheme> scheme) {
    return decide(scheme, format.text());
  }

  /** The decision to do it, with these words where it is just what was asked for. */
  Decision decide(Function<WeightFormat, Scheme> scheme, String how) {
    return adapted.isEmpty()
        ? Decision.asked(scheme.apply(format), how)
        : Decision.adapted(scheme.apply(format), adapted);
  }
}
