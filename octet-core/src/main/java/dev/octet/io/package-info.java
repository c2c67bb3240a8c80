/** Files: written whole or not at all. */
@NullMarked
package dev.octet.io;

import org.jspecify.annotations.NullMarked;
