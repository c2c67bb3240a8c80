package dev.octet.format.tensorflow.bundle;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** What goes wrong with checkpoints. */
final class Checkpoints {
  private Checkpoints() {}

  static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("the checkpoint is damaged: copy or save it again");
  }

  static OctetException tooLarge(String what) {
    return new OctetException(ErrorCode.MODEL_TOO_LARGE, what)
        .advise("save only the variables that the model uses");
  }

  static OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what)
        .advise("load the model into a current TensorFlow and save it again");
  }
}
