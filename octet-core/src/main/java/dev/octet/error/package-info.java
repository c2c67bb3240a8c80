/** What goes wrong, told to people: one exception family with codes that every package may use. */
@NullMarked
package dev.octet.error;

import org.jspecify.annotations.NullMarked;
