package dev.octet.report;

/**
 * What is drawn.
 *
 * @param title above it
 * @param description what it shows, in a sentence or two, for those who do not see it
 */
public record Caption(String title, String description) {}
