/**
 * The op table: one row per op says all that quantization must know of it.
 *
 * <p>Planning, calibration, quantizing, reports and documentation read these rows; no other place
 * decides about quantization by an op's name. The rows lie by family ({@code …Rows}); {@link
 * dev.octet.op.OpTable} lists the families. To teach Octet an op, add a row and cases to its test.
 */
@NullMarked
package dev.octet.op;

import org.jspecify.annotations.NullMarked;
