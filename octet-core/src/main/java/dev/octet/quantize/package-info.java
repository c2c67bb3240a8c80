/**
 * Carries a plan out: float constants become integers, activations get scale and zero point,
 * QUANTIZE and DEQUANTIZE stand at the borders.
 */
@NullMarked
package dev.octet.quantize;

import org.jspecify.annotations.NullMarked;
