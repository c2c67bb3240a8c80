package dev.octet.cli;

import dev.octet.ReadOptions;
import java.nio.file.Path;

/**
 * One {@code octet inspect}.
 *
 * @param model the model
 * @param reading what to make of what the model leaves open
 * @param text whether to print the model's text form instead of tables
 * @param tensors whether to list every tensor
 */
record InspectOptions(Path model, ReadOptions reading, boolean text, boolean tensors) {}
