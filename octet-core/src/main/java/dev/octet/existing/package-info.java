/**
 * Quantization that a model carries already: taken out where it only describes ranges, remembered,
 * and taken over by whoever quantizes the model next.
 *
 * <p>A {@link dev.octet.existing.Grid} is what is remembered of an activation; {@link
 * dev.octet.existing.Existing} is all that is known of a model.
 */
@NullMarked
package dev.octet.existing;

import org.jspecify.annotations.NullMarked;
