package dev.octet.cli;

import java.nio.file.Path;

/**
 * One {@code octet inspect}.
 *
 * @param model the model
 * @param text whether to print the model's text form instead of tables
 * @param tensors whether to list every tensor
 */
record InspectOptions(Path model, boolean text, boolean tensors) {}
