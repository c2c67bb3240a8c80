package dev.octet.bench;

import dev.octet.runtime.KernelSet;

/**
 * How a model is measured: a row of what comes of it.
 *
 * @param place of the row among all
 * @param to the place of the row it is compared with, which may be itself
 */
record Setting(int place, int to, Entrant entrant, KernelSet kernels, int threads) {}
