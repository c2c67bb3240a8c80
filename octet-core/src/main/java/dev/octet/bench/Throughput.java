package dev.octet.bench;

/**
 * Engines side by side.
 *
 * @param engines how many, each with one thread
 * @param perSecond how many runs all of them did in a second
 */
public record Throughput(int engines, double perSecond) {}
