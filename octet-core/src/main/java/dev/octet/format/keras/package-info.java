/**
 * Reads Keras' whole-model files ({@code .h5} of Keras 2 and 3, {@code .keras}) and lowers them to
 * LiteRT's ops through {@link dev.octet.lower}. {@link dev.octet.format.keras.Keras} is the way in;
 * a family of layers is one class that adds its rules to the table.
 */
@NullMarked
package dev.octet.format.keras;

import org.jspecify.annotations.NullMarked;
