package dev.octet.debug;

/** What can be done about a finding, said in the same words everywhere. */
final class Fixes {
  static final String EQUALIZE =
      "--improve equalize: brings the channels to one range, in the float model";
  static final String WIDER_ACTIVATIONS =
      "a recipe rule with scheme int16x8 for this layer: 256 times as many steps";
  static final String PERCENTILE =
      "--observer percentile:99.99, or --observer mse: ranges that pass over rare values";
  static final String MIN_MAX = "--observer min-max: ranges that hold all that occurs";
  static final String LIKE_USE =
      "calibrate with samples that look like those in use, prepared (--normalize) in the same way";
  static final String CORRECT_BIAS =
      "--improve bias-correction: takes out what the error adds on average";

  private Fixes() {}

  static String deny(Suspect layer) {
    return "--deny-node '" + layer.place().node() + "': keeps the layer float";
  }
}
