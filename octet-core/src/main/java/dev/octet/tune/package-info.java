/**
 * Searches for the quantized model that keeps its accuracy: first improvements, then layers in
 * int16 or float, the fewest that do.
 *
 * <p>A {@link dev.octet.tune.Candidate} is what can be tried, a {@link dev.octet.tune.Trial} what
 * came of it, a {@link dev.octet.tune.Search} the order in which things are tried. How a candidate
 * is built and measured is another's affair: a {@link dev.octet.tune.Workbench}. What is known is
 * kept in a {@link dev.octet.tune.Memory}, which may be a folder, so that a search can go on later.
 */
@NullMarked
package dev.octet.tune;

import org.jspecify.annotations.NullMarked;
