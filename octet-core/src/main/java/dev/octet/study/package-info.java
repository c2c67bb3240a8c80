/**
 * All kinds of one model side by side: bytes, accuracy, latency. A {@link dev.octet.study.Study} is
 * a value; {@code dev.octet.Studier} makes it.
 */
@NullMarked
package dev.octet.study;

import org.jspecify.annotations.NullMarked;
