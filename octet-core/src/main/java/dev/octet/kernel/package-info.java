/**
 * The hot loops: minima and maxima, weights to int8, floats to half precision.
 *
 * <p>Every kernel works on whole {@link java.lang.foreign.MemorySegment segments} of little-endian
 * values, heap or native, of any alignment and size; slice to work on a part. Kernels allocate a
 * few kilobytes per call at most, keep nothing and may be called from any thread. Misuse (sizes
 * that do not fit) is an {@link java.lang.IllegalArgumentException}: it is the caller's bug, never
 * the user's input.
 */
@NullMarked
package dev.octet.kernel;

import org.jspecify.annotations.NullMarked;
