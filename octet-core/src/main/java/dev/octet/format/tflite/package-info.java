/**
 * Reads, verifies and writes {@code .tflite} files.
 *
 * <p>{@link dev.octet.format.tflite.Tflite} is the way in. A file is mapped, never loaded: first
 * the structure verifier walks every table that can be reached and checks it against the schema,
 * then the reader turns tables into a {@link dev.octet.model.Model} and checks what they mean, then
 * the model verifier checks that each op has plausible operands and what its shapes imply for
 * memory. Only then does anybody else see the model. The writer goes the other way, streams the
 * constants, and reads back what it wrote before it takes the place of an older file.
 *
 * <p>Options of ops are read and written by the schema, not by code for each op, so an op that
 * Octet knows nothing about passes through unharmed. The classes in {@code schema} are generated.
 */
@NullMarked
package dev.octet.format.tflite;

import org.jspecify.annotations.NullMarked;
