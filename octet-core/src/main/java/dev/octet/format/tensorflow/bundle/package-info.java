/**
 * TensorFlow's checkpoints, the files {@code variables.index} and {@code
 * variables.data-00000-of-00001} of a SavedModel: the values of variables by their keys.
 */
@NullMarked
package dev.octet.format.tensorflow.bundle;

import org.jspecify.annotations.NullMarked;
