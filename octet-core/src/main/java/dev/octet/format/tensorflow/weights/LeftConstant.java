package dev.octet.format.tensorflow.weights;

/**
 * A constant with many elements that is as it was.
 *
 * @param name of the node
 * @param function whose node it is; empty for the graph itself
 * @param elements their number
 * @param why for people
 */
public record LeftConstant(String name, String function, long elements, String why) {}
