@NullMarked
package dev.octet;

import org.jspecify.annotations.NullMarked;
