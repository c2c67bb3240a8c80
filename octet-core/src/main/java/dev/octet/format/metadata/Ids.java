package dev.octet.format.metadata;

/** The fields of TensorFlow Lite Metadata that Octet looks at. */
final class Ids {
  static final int MODEL_NAME = 0;
  static final int MODEL_DESCRIPTION = 1;
  static final int MODEL_VERSION = 2;
  static final int MODEL_SUBGRAPHS = 3;
  static final int MODEL_AUTHOR = 4;
  static final int MODEL_LICENSE = 5;

  static final int SUBGRAPH_INPUTS = 2;
  static final int SUBGRAPH_OUTPUTS = 3;

  static final int TENSOR_NAME = 0;
  static final int TENSOR_DESCRIPTION = 1;
  static final int TENSOR_STATS = 5;

  static final int STATS_MAX = 0;
  static final int STATS_MIN = 1;

  private Ids() {}
}
