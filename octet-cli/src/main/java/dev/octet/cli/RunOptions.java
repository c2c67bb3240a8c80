package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.runtime.KernelSet;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One {@code octet run}, checked.
 *
 * <p>The constructor throws {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the model
 * @param reading what to make of what the model leaves open
 * @param inputs values by input name; one without a name is for the model's only input
 * @param output where the outputs go, an {@code .npz}
 * @param signature the signature to run, or null for the model's only one
 * @param kernels which implementation of the ops runs it
 * @param threads at least 1
 */
record RunOptions(
    Path model,
    ReadOptions reading,
    List<InputSource> inputs,
    Path output,
    @Nullable String signature,
    KernelSet kernels,
    int threads) {

  RunOptions {
    inputs = List.copyOf(inputs);
    Set<String> names = new HashSet<>();
    for (InputSource input : inputs) {
      String name = input.input();
      if (name == null && inputs.size() > 1) {
        throw new IllegalArgumentException(
            "--input %s has no name; with several inputs write NAME=%s"
                .formatted(input.file(), input.file()));
      }
      if (name != null && !names.add(name)) {
        throw new IllegalArgumentException("--input is given twice for " + name);
      }
    }
    if (!output.toString().endsWith(".npz")) {
      throw new IllegalArgumentException("--output must end in .npz, but is " + output);
    }
  }
}
