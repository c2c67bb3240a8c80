/** Files, written whole or not at all; memory outside of the heap. */
@NullMarked
package dev.octet.io;

import org.jspecify.annotations.NullMarked;
