/**
 * The vocabulary in which front ends say what a model computes: a convolution, a normalization, an
 * LSTM as LiteRT wants them. Kernel layouts, padding, data formats, broadcasting and op versions
 * are solved here once; a layer of Keras or an op of TensorFlow is then a few lines.
 *
 * <p>{@link dev.octet.lower.Lowering} is the graph that grows; the other classes add to it, one
 * subject each. Float graphs come out; the rewrites tidy them up.
 */
@NullMarked
package dev.octet.lower;

import org.jspecify.annotations.NullMarked;
