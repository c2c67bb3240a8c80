/** TensorFlow's graphs as their files have them: nodes, attributes, tensors, functions. */
@NullMarked
package dev.octet.format.tensorflow.graph;

import org.jspecify.annotations.NullMarked;
