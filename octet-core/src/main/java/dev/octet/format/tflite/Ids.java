package dev.octet.format.tflite;

/** Field ids of the format, for tables that are addressed by position; see {@code litert.fbs}. */
final class Ids {
  static final int MODEL_CODES = 1;
  static final int MODEL_SUBGRAPHS = 2;
  static final int MODEL_DESCRIPTION = 3;
  static final int MODEL_BUFFERS = 4;
  static final int MODEL_METADATA = 6;
  static final int MODEL_SIGNATURES = 7;

  static final int METADATA_NAME = 0;

  static final int CODE_CUSTOM_NAME = 1;

  static final int SIGNATURE_INPUTS = 0;
  static final int SIGNATURE_OUTPUTS = 1;
  static final int SIGNATURE_KEY = 2;
  static final int PORT_NAME = 0;

  static final int GRAPH_TENSORS = 0;
  static final int GRAPH_OPERATORS = 3;
  static final int GRAPH_NAME = 4;

  static final int TENSOR_NAME = 3;
  static final int TENSOR_QUANTIZATION = 4;

  static final int OPERATOR_CUSTOM_OPTIONS = 5;
  static final int OPERATOR_LARGE_OPTIONS_OFFSET = 9;
  static final int OPERATOR_LARGE_OPTIONS_SIZE = 10;

  static final int BUFFER_DATA = 0;
  static final int BUFFER_OFFSET = 1;
  static final int BUFFER_SIZE = 2;

  private Ids() {}
}
