/** What two models have in common, and where they differ: any two that Octet reads. */
@NullMarked
package dev.octet.compare;

import org.jspecify.annotations.NullMarked;
