package dev.octet.data;

import java.util.List;

/**
 * What families of networks want of pixels from 0 to 255, as {@code preprocess_input} of {@code
 * keras.applications} has it.
 */
public enum Preset {
  /** From −1 to 1. */
  TF("tf"),
  /** BGR, less the means of ImageNet. */
  CAFFE("caffe"),
  /** From 0 to 1, less the means of ImageNet, by its deviations. */
  TORCH("torch"),
  /** As {@link #TF}. */
  MOBILENET("mobilenet"),
  /** As they are: Keras' EfficientNets do the rest themselves. */
  EFFICIENTNET("efficientnet"),
  /** From 0 to 1. */
  ZERO_TO_ONE("0-1"),
  /** From −1 to 1, as {@link #TF}. */
  MINUS_ONE_TO_ONE("-1-1");

  private final String text;

  Preset(String text) {
    this.text = text;
  }

  /** The name that users know. */
  public String text() {
    return text;
  }

  /** What it does. */
  public Preprocessing preprocessing() {
    return switch (this) {
      case TF, MOBILENET, MINUS_ONE_TO_ONE ->
          new Preprocessing(127.5f, List.of(1f), List.of(1f), false);
      case CAFFE -> new Preprocessing(1, List.of(103.939f, 116.779f, 123.68f), List.of(1f), true);
      case TORCH ->
          new Preprocessing(
              255, List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f), false);
      case EFFICIENTNET -> Preprocessing.normalization(0, 1);
      case ZERO_TO_ONE -> new Preprocessing(255, List.of(0f), List.of(1f), false);
    };
  }
}
