package dev.octet.report;

import dev.octet.plan.Scheme;
import dev.octet.plan.WeightFormat;
import java.util.Locale;

/** Schemes in words. */
final class Schemes {
  private Schemes() {}

  /** What an op becomes, in a word or two: what the graph is coloured by. */
  static String group(Scheme scheme) {
    return switch (scheme) {
      case Scheme.Unaffected _ -> "as it is";
      case Scheme.KeepFloat _ -> "float";
      case Scheme.Float16Weights _ -> "float16 weights";
      case Scheme.WeightOnly(WeightFormat weights) -> "int" + weights.bits() + " weights only";
      case Scheme.DynamicRange(WeightFormat weights) -> "dynamic int" + weights.bits();
      case Scheme.FullInteger(var activations, WeightFormat weights) ->
          activations.name().toLowerCase(Locale.ROOT)
              + (weights.bits() == 8 ? "" : " with int" + weights.bits() + " weights");
    };
  }

  /** The same with how weights are scaled, where it is not by channel. */
  static String text(Scheme scheme) {
    return switch (scheme) {
      case Scheme.Unaffected _, Scheme.KeepFloat _, Scheme.Float16Weights _ -> group(scheme);
      case Scheme.WeightOnly(WeightFormat weights) -> with(scheme, weights);
      case Scheme.DynamicRange(WeightFormat weights) -> with(scheme, weights);
      case Scheme.FullInteger(var _, WeightFormat weights) -> with(scheme, weights);
    };
  }

  private static String with(Scheme scheme, WeightFormat weights) {
    String text = weights.text();
    int comma = text.indexOf(',');
    return group(scheme) + (comma < 0 ? "" : text.substring(comma));
  }
}
