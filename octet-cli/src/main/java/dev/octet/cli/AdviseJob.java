package dev.octet.cli;

import dev.octet.Octet;
import dev.octet.advise.Advice;

/** Says which kind of quantization suits a model. */
final class AdviseJob implements Job<AdviseOptions> {
  @Override
  public void run(AdviseOptions options, Session session) {
    Advice advice =
        Octet.advise(options.model(), options.reading(), options.target(), options.dataAvailable());
    session.print(new AdviseSummary(advice, session.verbose()));
  }
}
