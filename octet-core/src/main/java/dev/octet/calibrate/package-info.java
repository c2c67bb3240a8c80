/** From samples to the ranges of activations. */
@NullMarked
package dev.octet.calibrate;

import org.jspecify.annotations.NullMarked;
