/**
 * How quick models are, and what memory they take.
 *
 * <p>{@link dev.octet.bench.Bench} opens models with each number of threads and each set of kernels
 * that is asked for and runs them in turns: those that are compared with one another take blocks of
 * runs in an order that is random in each round, so that what disturbs the machine hits all of them
 * alike. Only the runs are timed; inputs are written and states reset between blocks.
 */
@NullMarked
package dev.octet.bench;

import org.jspecify.annotations.NullMarked;
