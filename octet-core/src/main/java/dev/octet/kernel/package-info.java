/**
 * The hot loops: minima and maxima, weights to int8, floats to half precision.
 *
 * <p>{@link dev.octet.kernel.Kernels#get()} gives the fastest implementation this JVM can run:
 * vectors where the module {@code jdk.incubator.vector} is there, plain loops where it is not. The
 * plain loops ({@link dev.octet.kernel.Kernels#scalar()}) define what is right; the vectors give
 * the same bits.
 *
 * <p>Every kernel works on whole {@link java.lang.foreign.MemorySegment segments} of little-endian
 * values, heap or native, of any alignment and size; slice to work on a part. Kernels allocate
 * nothing, keep nothing and may be called from any thread. Misuse (sizes that do not fit) is an
 * {@link java.lang.IllegalArgumentException}: it is the caller's bug, never the user's input.
 */
@NullMarked
package dev.octet.kernel;

import org.jspecify.annotations.NullMarked;
