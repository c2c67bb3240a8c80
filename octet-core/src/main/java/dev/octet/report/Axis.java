package dev.octet.report;

/**
 * An axis.
 *
 * @param unit such as {@code ms}, or empty
 * @param logarithmic whether it is drawn so
 */
public record Axis(String title, String unit, boolean logarithmic) {}
