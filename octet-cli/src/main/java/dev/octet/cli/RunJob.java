package dev.octet.cli;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;

/** Runs a model once and writes its outputs. */
final class RunJob implements Job<RunOptions> {
  @Override
  public void run(RunOptions options, Session session) {
    throw new OctetException(ErrorCode.UNSUPPORTED_MODEL, "this build cannot run models yet")
        .in(options.model().toString());
  }
}
