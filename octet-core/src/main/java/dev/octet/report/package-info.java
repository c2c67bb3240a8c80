/**
 * The page that a command writes for a browser: one file that needs no network.
 *
 * <p>A {@link dev.octet.report.Report} is a value: sections of {@link dev.octet.report.Block}s,
 * which say what is to be seen and not how. They go into the page as JSON, and a script that comes
 * with it draws them.
 */
@NullMarked
package dev.octet.report;

import org.jspecify.annotations.NullMarked;
