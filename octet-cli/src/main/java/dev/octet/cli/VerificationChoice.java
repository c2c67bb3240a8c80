package dev.octet.cli;

import dev.octet.Verification;
import picocli.CommandLine.Option;

/** How a new model is checked. */
final class VerificationChoice {
  @Option(
      names = "--verify",
      paramLabel = "HOW",
      converter = Words.Verifications.class,
      completionCandidates = Words.Verifications.class,
      description =
          "How to check the model before it takes its place: ${COMPLETION-CANDIDATES}. Default:"
              + " prepare, with which the runtime must accept every op.")
  private Verification verification = Verification.PREPARE;

  Verification chosen() {
    return verification;
  }
}
