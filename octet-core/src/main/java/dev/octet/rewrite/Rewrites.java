package dev.octet.rewrite;

import dev.octet.model.Model;
import java.util.List;

/** The rewrites that every float model goes through before it is quantized. */
public final class Rewrites {
  private Rewrites() {}

  /** All of them, in order. */
  public static List<Rewrite> standard() {
    return List.of(
        new FoldSparse(),
        new FoldFloat16Constants(),
        new UntilStable(
            List.of(
                new FoldConstants(),
                new DropIdentities(),
                new MergeReshapes(),
                new MergeTransposes(),
                new MergePad(),
                new FoldBatchNorm(),
                new DivByConstant(),
                new MergeClamps(),
                new FuseHardSwish(),
                new FuseActivations(),
                new DropDead())),
        new DedupeConstants(),
        new DeclareLstmIntermediates());
  }

  /** Applies the standard rewrites. */
  public static Model cleanUp(Model model) {
    Model result = model;
    for (Rewrite rewrite : standard()) {
      result = rewrite.apply(result);
    }
    return result;
  }
}
