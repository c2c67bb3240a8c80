package dev.octet.format.tensorflow;

import java.util.List;

/** Ops that LiteRT does not have, kept under their own names for runtimes that have them. */
final class CustomOps {
  private CustomOps() {}

  /** A custom op that is called as TensorFlow's op is. */
  static List<Value> lower(OpCall call) {
    throw call.refuse("there is no rule for it, and its results have unknown shapes");
  }
}
