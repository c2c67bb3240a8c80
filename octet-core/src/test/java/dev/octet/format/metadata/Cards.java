package dev.octet.format.metadata;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.octet.model.Constant;

/** Metadata as the metadata writers of TensorFlow Lite Support make it. */
public final class Cards {
  private Cards() {}

  /** The card of an image classifier: pixels normalized to −1…1, scores from 0 to 1. */
  public static Constant classifier() {
    return classifier(false);
  }

  /**
   * The same.
   *
   * @param shared whether inputs and outputs share their statistics
   */
  static Constant classifier(boolean shared) {
    var b = new FlatBufferBuilder();
    int pixels = stats(b, new float[] {-1, -1, -1}, new float[] {1, 1, 1});
    int scores = shared ? pixels : stats(b, new float[] {0}, new float[] {1});
    int input = tensor(b, "image", "Input image", normalization(b), pixels);
    int output = tensor(b, "probability", "Of each label", 0, scores);
    int inputs = b.createVectorOfTables(new int[] {input});
    int outputs = b.createVectorOfTables(new int[] {output});
    b.startTable(7);
    b.addOffset(2, inputs, 0);
    b.addOffset(3, outputs, 0);
    int graphs = b.createVectorOfTables(new int[] {b.endTable()});
    int[] texts = {
      b.createString("Classifier"),
      b.createString("Says what is in an image"),
      b.createString("v1"),
      b.createString("Nobody"),
      b.createString("Apache"),
      b.createString("1.0.0")
    };
    b.startTable(8);
    b.addOffset(0, texts[0], 0);
    b.addOffset(1, texts[1], 0);
    b.addOffset(2, texts[2], 0);
    b.addOffset(3, graphs, 0);
    b.addOffset(4, texts[3], 0);
    b.addOffset(5, texts[4], 0);
    b.addOffset(7, texts[5], 0);
    b.finish(b.endTable(), "M001");
    return Constant.of(b.sizedByteArray());
  }

  private static int stats(FlatBufferBuilder b, float[] min, float[] max) {
    int least = floats(b, min);
    int most = floats(b, max);
    b.startTable(2);
    b.addOffset(0, most, 0);
    b.addOffset(1, least, 0);
    return b.endTable();
  }

  private static int normalization(FlatBufferBuilder b) {
    int mean = floats(b, 127.5f);
    int std = floats(b, 127.5f);
    b.startTable(2);
    b.addOffset(0, mean, 0);
    b.addOffset(1, std, 0);
    int options = b.endTable();
    b.startTable(2);
    b.addByte(0, (byte) 1, 0);
    b.addOffset(1, options, 0);
    return b.createVectorOfTables(new int[] {b.endTable()});
  }

  private static int tensor(
      FlatBufferBuilder b, String name, String description, int processing, int stats) {
    int n = b.createString(name);
    int d = b.createString(description);
    b.startTable(7);
    b.addOffset(0, n, 0);
    b.addOffset(1, d, 0);
    b.addOffset(4, processing, 0);
    b.addOffset(5, stats, 0);
    return b.endTable();
  }

  private static int floats(FlatBufferBuilder b, float... values) {
    b.startVector(4, values.length, 4);
    for (int i = values.length - 1; i >= 0; i--) {
      b.addFloat(values[i]);
    }
    return b.endVector();
  }
}
