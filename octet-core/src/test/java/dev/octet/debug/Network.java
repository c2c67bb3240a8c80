package dev.octet.debug;

import java.util.Random;
import java.util.StringJoiner;

/**
 * A small network with random weights, each of which a test may change: a convolution, one that
 * keeps channels apart, and another convolution, all of 1×1.
 */
final class Network {
  static final int CHANNELS = 16;
  private static final int PIXELS = 16;
  private static final int SAMPLES = 40;

  final float[] samples;
  final float[] first;
  final float[] firstBias;
  final float[] apart;
  final float[] apartBias;
  final float[] last;
  final float[] lastBias;

  Network(long seed) {
    var random = new Random(seed);
    samples = normal(random, SAMPLES * PIXELS * CHANNELS, 1);
    first = normal(random, CHANNELS * CHANNELS, 0.3);
    firstBias = normal(random, CHANNELS, 0.3);
    apart = normal(random, CHANNELS, 0.2);
    for (int c = 0; c < CHANNELS; c++) {
      apart[c] += 1;
    }
    apartBias = normal(random, CHANNELS, 0.3);
    last = normal(random, CHANNELS * CHANNELS, 0.3);
    lastBias = normal(random, CHANNELS, 0.3);
  }

  static float[] normal(Random random, int count, double deviation) {
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * deviation);
    }
    return values;
  }

  /** All values of a channel of the last axis, times a factor. */
  static void scaleColumn(float[] values, int channel, double factor) {
    for (int i = channel; i < values.length; i += CHANNELS) {
      values[i] *= (float) factor;
    }
  }

  /** All values that make a channel, times a factor. */
  static void scaleRow(float[] values, int channel, double factor) {
    for (int i = 0; i < CHANNELS; i++) {
      values[channel * CHANNELS + i] *= (float) factor;
    }
  }

  Patient patient() {
    return new Patient(text(), samples);
  }

  String text() {
    return """
    graph main(%%x: f32[1,4,4,16]) -> (%%last) {
      const %%w1: f32[16,1,1,16] = %s
      const %%b1: f32[16] = %s
      const %%w2: f32[1,1,1,16] = %s
      const %%b2: f32[16] = %s
      const %%w3: f32[16,1,1,16] = %s
      const %%b3: f32[16] = %s
      %%first: f32[1,4,4,16] = CONV_2D(%%x, %%w1, %%b1) Conv2DOptions{stride_h: 1, stride_w: 1, fused_activation_function: RELU}
      %%apart: f32[1,4,4,16] = DEPTHWISE_CONV_2D(%%first, %%w2, %%b2) DepthwiseConv2DOptions{stride_h: 1, stride_w: 1, depth_multiplier: 1, fused_activation_function: RELU}
      %%last: f32[1,4,4,16] = CONV_2D(%%apart, %%w3, %%b3) Conv2DOptions{stride_h: 1, stride_w: 1}
    }
    """
        .formatted(
            list(first), list(firstBias), list(apart), list(apartBias), list(last), list(lastBias));
  }

  static String list(float... values) {
    var text = new StringJoiner(", ", "{", "}");
    for (float value : values) {
      text.add(Float.toString(value));
    }
    return text.toString();
  }
}
