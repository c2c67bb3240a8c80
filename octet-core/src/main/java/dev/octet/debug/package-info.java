/**
 * Where a quantized model loses its accuracy: layer by layer, each quantized op against its float
 * twin.
 */
@NullMarked
package dev.octet.debug;

import org.jspecify.annotations.NullMarked;
