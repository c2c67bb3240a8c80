/**
 * What each op will get, and why: a {@link dev.octet.plan.Recipe} and a model make a {@link
 * dev.octet.plan.Plan}, a value that can be printed, compared and carried out.
 */
@NullMarked
package dev.octet.plan;

import org.jspecify.annotations.NullMarked;
