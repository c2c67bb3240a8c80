/**
 * Float-graph clean-up before quantization: one class per rewrite, one list of them in {@link
 * dev.octet.rewrite.Rewrites}.
 */
@NullMarked
package dev.octet.rewrite;

import org.jspecify.annotations.NullMarked;
