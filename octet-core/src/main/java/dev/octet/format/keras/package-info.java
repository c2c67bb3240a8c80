/**
 * Keras' own files, with architecture and weights: {@code .keras} (a zip archive) and whole-model
 * {@code .h5}. Nothing in them is ever executed.
 */
@NullMarked
package dev.octet.format.keras;

import org.jspecify.annotations.NullMarked;
