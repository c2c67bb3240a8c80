/**
 * The hot loops: minima and maxima, weights to 8, 4 and 2 bits, floats to half precision.
 *
 * <p>Every kernel works on whole {@link java.lang.foreign.MemorySegment segments} of little-endian
 * values, heap or native, of any alignment and size; slice to work on a part. Kernels allocate a
 * few kilobytes per call at most, keep nothing and may be called from any thread. Misuse (sizes
 * that do not fit) is an {@link java.lang.IllegalArgumentException}: it is the caller's bug, never
 * the user's input.
 *
 * <p>They are plain loops over short stretches, in the forms that the JVM turns into vector
 * instructions by itself. The Vector API gave the same speed once it was warm, but a command that
 * quantizes 1 GB was over before it was: 2.3 s of CPU with it, 1.4 s without, the module still
 * incubates, and the JVM says so to each user. Every kernel is tested against its definition, value
 * by value.
 */
@NullMarked
package dev.octet.kernel;

import org.jspecify.annotations.NullMarked;
