package dev.octet.plan;

import java.util.Objects;

/**
 * What a node gets, and why.
 *
 * @param scheme what
 * @param reason why
 */
public record Decision(Scheme scheme, Reason reason) {
  static Decision of(Scheme scheme, Reason.Code code, String text) {
    return new Decision(scheme, new Reason(code, text));
  }

  static Decision keepFloat(Reason.Code code, String text) {
    return of(new Scheme.KeepFloat(), code, text);
  }

  static Decision asked(Scheme scheme, String text) {
    return of(scheme, Reason.Code.ASKED_FOR, text);
  }

  static Decision adapted(Scheme scheme, String text) {
    return of(scheme, Reason.Code.ADAPTED, text);
  }

  static Decision denied(Treatment treatment) {
    return keepFloat(
        Reason.Code.DENIED,
        Objects.requireNonNullElse(treatment.denied(), "no rule of the recipe asks for more"));
  }

  static Decision unaffected() {
    return of(new Scheme.Unaffected(), Reason.Code.NOTHING_TO_DO, "it has no float values");
  }

  static Decision border() {
    return of(
        new Scheme.Unaffected(),
        Reason.Code.NOTHING_TO_DO,
        "it stands between floats and integers");
  }

  static Decision hybrid() {
    return of(
        new Scheme.Unaffected(), Reason.Code.NOTHING_TO_DO, "its weights are quantized already");
  }

  /** To stay float for that reason where the node was to compute in integers; else this. */
  Decision floatInstead(String reason) {
    return isInteger() ? keepFloat(Reason.Code.CONDITION, reason) : this;
  }

  /** Whether the node computes in integers. */
  public boolean isInteger() {
    return scheme instanceof Scheme.FullInteger;
  }
}
