/** What nodes of TensorFlow compute of constants, computed while a model is read. */
@NullMarked
package dev.octet.format.tensorflow.fold;

import org.jspecify.annotations.NullMarked;
