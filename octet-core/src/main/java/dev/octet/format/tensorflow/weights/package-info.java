/**
 * Makes frozen graphs smaller and leaves them frozen graphs: large constants in 8 bits, or rounded
 * so that they compress. All else stays byte for byte as it was, known or not.
 */
@NullMarked
package dev.octet.format.tensorflow.weights;

import org.jspecify.annotations.NullMarked;
