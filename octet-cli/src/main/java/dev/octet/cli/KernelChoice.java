package dev.octet.cli;

import dev.octet.runtime.KernelSet;
import picocli.CommandLine.Option;

/** Which of the runtime's kernels a command runs. */
final class KernelChoice {
  @Option(names = "--reference", description = "Use the runtime's reference kernels.")
  private boolean reference;

  KernelSet kernels() {
    return reference ? KernelSet.REFERENCE : KernelSet.DEFAULT;
  }
}
