package dev.octet.cli;

import dev.octet.ReadOptions;
import java.nio.file.Path;

/**
 * One {@code octet compare}.
 *
 * @param before the first model
 * @param after the second
 * @param reading what to make of what the models leave open
 * @param all whether to list every layer, also those that are the same
 * @param exitCode whether models that differ are a failure
 */
record CompareOptions(
    Path before, Path after, ReadOptions reading, boolean all, boolean exitCode) {}
