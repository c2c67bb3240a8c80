package dev.octet.advise;

/**
 * An op that a target does not take.
 *
 * @param op its kind
 * @param node the first of its names
 * @param reason why not: a clause that can follow a colon
 */
public record Obstacle(String op, String node, String reason) {}
