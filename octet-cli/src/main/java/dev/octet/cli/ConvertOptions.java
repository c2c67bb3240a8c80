package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.Verification;
import java.nio.file.Path;

/**
 * One {@code octet convert}, checked.
 *
 * <p>The constructor throws {@link IllegalArgumentException} with the text of a usage error.
 *
 * @param model the model's file
 * @param output where the result goes
 * @param reading what to make of what the model leaves open
 * @param threads at least 1
 * @param verification what the result must pass before it takes its place
 */
record ConvertOptions(
    Path model, Path output, ReadOptions reading, int threads, Verification verification) {
  ConvertOptions {
    ModelPaths.requireOther(model, output);
  }
}
