package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** Quantizes a model and sums up what became of it. */
final class QuantizeJob implements Job<QuantizeOptions> {
  @Override
  public void run(QuantizeOptions options, Session session) {
    throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "this build cannot quantize models yet")
        .in(options.model().toString());
  }
}
