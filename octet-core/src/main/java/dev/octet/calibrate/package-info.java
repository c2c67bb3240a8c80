/**
 * From representative samples to the range of every activation.
 *
 * <p>An {@link dev.octet.calibrate.Observer} watches one tensor over many samples and says which
 * {@link dev.octet.calibrate.Range} to quantize, by the {@link dev.octet.plan.RangeMethod} it was
 * made for. Observers of the same tensor merge, so that samples can be split over threads and
 * machines.
 */
@NullMarked
package dev.octet.calibrate;

import org.jspecify.annotations.NullMarked;
