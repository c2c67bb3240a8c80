package dev.octet.rewrite;

import dev.octet.model.Model;
import java.util.List;

/** The rewrites that every float model goes through before it is quantized. */
public final class Rewrites {
  /** Rewrites enable each other; no model needs this many rounds. */
  private static final int MOST_ROUNDS = 16;

  private Rewrites() {}

  /** All of them, in order. */
  public static List<Rewrite> standard() {
    return List.of(
        new FoldSparse(),
        new FoldFloat16Constants(),
        new FoldConstants(),
        new DropIdentities(),
        new MergeReshapes(),
        new MergeTransposes(),
        new MergePad(),
        new FoldBatchNorm(),
        new DivByConstant(),
        new MergeClamps(),
        new FuseActivations(),
        new DedupeConstants(),
        new DropDead());
  }

  /** Applies the standard rewrites until none finds anything to do. */
  public static Model cleanUp(Model model) {
    List<Rewrite> rewrites = standard();
    Model result = model;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Model before = result;
      for (Rewrite rewrite : rewrites) {
        result = rewrite.apply(result);
      }
      if (result == before) {
        break;
      }
    }
    return result;
  }
}
