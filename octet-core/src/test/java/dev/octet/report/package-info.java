/** Tests of the page. */
@NullMarked
package dev.octet.report;

import org.jspecify.annotations.NullMarked;
