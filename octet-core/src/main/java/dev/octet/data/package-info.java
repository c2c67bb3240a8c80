/**
 * Samples for calibration and evaluation: arrays of {@code .npy} and {@code .npz} files, folders of
 * images, random values.
 *
 * <p>{@link dev.octet.data.Datasets} turns what a user wrote ({@code images/}, {@code calib.npz:x},
 * {@code random:20}) into a {@link dev.octet.data.RepresentativeDataset}. Its {@link
 * dev.octet.data.Samples samples} are read by index, from any thread, straight into the memory of a
 * model's input; nothing is converted before it is asked for, and arrays stay on disk where they
 * can (an uncompressed {@code .npy} is mapped).
 *
 * <p>{@link dev.octet.data.NumpyFile} and {@link dev.octet.data.NumpyWriter} are the files
 * themselves, {@link dev.octet.data.Labels} the right answers for an evaluation.
 */
@NullMarked
package dev.octet.data;

import org.jspecify.annotations.NullMarked;
