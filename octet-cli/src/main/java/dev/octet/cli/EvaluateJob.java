package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** Compares the accuracy of models. */
final class EvaluateJob implements Job<EvaluateOptions> {
  @Override
  public void run(EvaluateOptions options, Session session) {
    throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "this build cannot evaluate models yet")
        .in(options.models().getFirst().toString());
  }
}
