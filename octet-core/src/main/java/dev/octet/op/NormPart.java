package dev.octet.op;

/**
 * What a node can be of a norm: of the root of a sum of squares, such as a length or a standard
 * deviation.
 */
public enum NormPart {
  /** The root, or its reciprocal: near 0 it is steep, so its input needs relative precision. */
  ROOT,
  /** A sum, a mean, a multiple or a bound of what varies among its inputs. */
  SUM,
  /** A square, which ranges over twice as many orders of magnitude as what it is of. */
  SQUARE,
  /** No part of it. */
  NONE
}
