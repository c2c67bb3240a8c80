package dev.octet.cli;

import java.nio.file.Path;

/**
 * One {@code octet inspect}.
 *
 * @param model the model
 * @param text whether to print the model's text form instead of tables
 */
record InspectOptions(Path model, boolean text) {}
