package dev.octet.quantize;

import dev.octet.op.FourBits;
import dev.octet.op.OpRow;
import dev.octet.plan.WeightFormat;

/**
 * Which of an op's hybrid kernels takes weights.
 *
 * @param version the op version that has it
 * @param perChannel whether it reads a scale per channel
 */
record HybridForm(int version, boolean perChannel) {
  static HybridForm of(OpRow row, WeightFormat format) {
    if (format.bits() == WeightFormat.INT8.bits()) {
      return of(row.hybrid(), row.hybridPerChannel(), format);
    }
    FourBits kernels = row.fourBits();
    return format.granularity().isBlockwise()
        ? new HybridForm(kernels.hybridBlockwise(), true)
        : of(kernels.hybrid(), kernels.hybridPerChannel(), format);
  }

  /** A kernel with a scale per channel serves when there is no other. */
  private static HybridForm of(int perTensor, int perChannel, WeightFormat format) {
    return perTensor == 0 || (perChannel > 0 && !format.isPerTensor())
        ? new HybridForm(perChannel, true)
        : new HybridForm(perTensor, false);
  }

  /** The axis of channels with a scale each. */
  int axis(OpRow.Weight weight) {
    return perChannel ? weight.axis() : OpRow.PER_TENSOR;
  }
}
