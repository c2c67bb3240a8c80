package dev.octet.op;

import dev.octet.model.ElementType;
import java.util.List;

/**
 * What an op's kernels take of 4-bit weights. Versions are op versions; 0 means that the runtime
 * has no such kernel, or computes it wrongly.
 *
 * @param hybrid version that takes float activations and one scale per tensor
 * @param hybridPerChannel the same with a scale per channel
 * @param hybridBlockwise the same with a scale per block
 * @param int8 version with int8 activations
 * @param int16 version with int16 activations
 * @param conditions what a node must fulfil besides
 * @param int8Conditions what it must fulfil beyond that with int8 activations
 * @param blockConditions what it must fulfil beyond that when there are blocks
 */
public record FourBits(
    int hybrid,
    int hybridPerChannel,
    int hybridBlockwise,
    int int8,
    int int16,
    List<OpRow.Condition> conditions,
    List<OpRow.Condition> int8Conditions,
    List<OpRow.Condition> blockConditions) {
  /** No kernel unpacks 4 bits: a DEQUANTIZE in front of the op can. */
  public static final FourBits NONE = new FourBits(0, 0, 0, 0, 0, List.of(), List.of(), List.of());

  /** Copies the lists. */
  public FourBits {
    conditions = List.copyOf(conditions);
    int8Conditions = List.copyOf(int8Conditions);
    blockConditions = List.copyOf(blockConditions);
  }

  /** Whether there is a hybrid kernel that knows no blocks. */
  public boolean hasHybrid() {
    return hybrid > 0 || hybridPerChannel > 0;
  }

  /** The version of the kernel with activations of that type, or 0. */
  public int integerVersion(ElementType activationType) {
    return activationType == ElementType.INT16 ? int16 : int8;
  }
}
