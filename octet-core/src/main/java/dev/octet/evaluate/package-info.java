/**
 * Runs finished models, float or quantized, to see what they are worth.
 *
 * <p>A {@link dev.octet.evaluate.VerifiedModel} is the one way from a file to an engine. The {@link
 * dev.octet.evaluate.Evaluator} compares models on the same samples: accuracy where there are
 * labels, agreement with the first model everywhere. The {@link dev.octet.evaluate.Runner} feeds
 * given arrays and returns the outputs.
 */
@NullMarked
package dev.octet.evaluate;

import org.jspecify.annotations.NullMarked;
