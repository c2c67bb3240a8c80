/** SavedModels and frozen graphs of TensorFlow, as float LiteRT models. */
@NullMarked
package dev.octet.format.tensorflow;

import org.jspecify.annotations.NullMarked;
