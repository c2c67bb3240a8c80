package dev.octet.compare;

/**
 * How often the models have an op.
 *
 * @param op such as {@code CONV_2D}
 * @param types of what it reads and makes, such as {@code f32 x i8 → f32}
 * @param before in the first model
 * @param after in the second
 */
public record OpCount(String op, String types, int before, int after) {}
