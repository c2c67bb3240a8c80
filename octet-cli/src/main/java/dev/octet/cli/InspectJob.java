package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** Shows what is in a model. */
final class InspectJob implements Job<InspectOptions> {
  @Override
  public void run(InspectOptions options, Session session) {
    throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "this build cannot inspect models yet")
        .in(options.model().toString());
  }
}
