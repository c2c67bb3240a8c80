package dev.octet.format.tensorflow.weights;

/**
 * A constant that takes fewer bits now.
 *
 * @param name of the node
 * @param function whose node it is; empty for the graph itself
 * @param elements their number
 * @param bytesBefore of the node
 * @param bytesAfter of the nodes in its place
 * @param largestError how far off the worst element is
 */
public record ChangedConstant(
    String name,
    String function,
    long elements,
    long bytesBefore,
    long bytesAfter,
    double largestError) {}
