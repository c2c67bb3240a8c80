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
                new FusePrelu(),
                new FuseGelu(),
                new FuseL2Norm(),
                new FuseActivations(),
                new DropDead())),
        new DedupeConstants(),
        new DeclareLstmIntermediates());
  }

  /**
   * Brings a model that comes from another format closer to LiteRT's ops. Others keep the order of
   * their ops, since ranges that they carry belong to the tensors between them.
   */
  public static Model tidyLowered(Model model) {
    return new UntilStable(
            List.of(
                new FuseGelu(),
                new DropIdentities(),
                new MergeReshapes(),
                new MergeTransposes(),
                new PostponeMoves(),
                new KeepReducedDims(),
                new KeepProductDims(),
                new FoldBatchNorm(),
                new DilateConvolutions(),
                new FuseActivations(),
                new DropDead()))
        .apply(new ShareEqualGraphs().apply(model));
  }

  /**
   * Lets weights that are integers stay so where a product for each channel follows what they are
   * used for.
   */
  public static Model scaleIntegers(Model model) {
    return new FoldBatchNorm().apply(model);
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
