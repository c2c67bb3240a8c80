/**
 * Turns what graphs of TensorFlow 1 say with switches, merges and frames into branches and loops
 * that call functions, as graphs of TensorFlow 2 say it.
 */
@NullMarked
package dev.octet.format.tensorflow.raise;

import org.jspecify.annotations.NullMarked;
