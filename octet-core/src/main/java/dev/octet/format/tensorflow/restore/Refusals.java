package dev.octet.format.tensorflow.restore;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tensorflow.graph.NodeDef;
import java.util.Optional;

/** What a model may load that LiteRT has no constant for. */
final class Refusals {
  private Refusals() {}

  /** Names the variable: as a place, or, as the reader lists what it refuses, with the reason. */
  static OctetException of(NodeDef variable, OctetException why) {
    if (why.code() != ErrorCode.UNSUPPORTED_MODEL) {
      return why.in(variable.toString());
    }
    var named = new OctetException(why.code(), variable + ": " + why.what());
    return (why.where().isEmpty() ? named : named.in(why.where())).advise(why.advice());
  }

  static OctetException unsupported(String what) {
    return new OctetException(ErrorCode.UNSUPPORTED_MODEL, what)
        .advise("export a model whose variables have numbers from its checkpoint");
  }

  static OctetException table(Optional<String> file) {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL,
            "is a lookup table"
                + file.map(" that is read from %s, and LiteRT reads no files"::formatted)
                    .orElse(", which LiteRT does not have"))
        .advise("export a signature that takes what the table gives, and look up beforehand");
  }

  static OctetException path(String file) {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL,
            "holds the path of %s, and LiteRT reads no files".formatted(file))
        .advise("export a signature that takes what is read from the file");
  }

  static OctetException computed(NodeDef node) {
    return new OctetException(
            ErrorCode.UNSUPPORTED_MODEL, "its value is known only when %s has run".formatted(node))
        .advise("save the model with the value in its checkpoint");
  }
}
