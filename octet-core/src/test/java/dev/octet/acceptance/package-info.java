/** Octet beside the official tools, on the larger collection of fixtures where it is there. */
@NullMarked
package dev.octet.acceptance;

import org.jspecify.annotations.NullMarked;
