package dev.octet.cli;

import dev.octet.ReadOptions;
import dev.octet.advise.Target;
import java.nio.file.Path;

/**
 * One {@code octet advise}.
 *
 * @param model the model
 * @param reading what to make of what the model leaves open
 * @param target what it is to run on
 * @param dataAvailable whether there are samples to calibrate with
 */
record AdviseOptions(Path model, ReadOptions reading, Target target, boolean dataAvailable) {}
