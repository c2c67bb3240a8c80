/** The text form of TensorFlow's graphs and SavedModels. */
@NullMarked
package dev.octet.format.tensorflow.text;

import org.jspecify.annotations.NullMarked;
