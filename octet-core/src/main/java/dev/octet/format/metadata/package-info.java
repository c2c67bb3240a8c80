/**
 * TensorFlow Lite Metadata: what people and code generators are told about a model. It is a
 * FlatBuffer of its own (identifier {@code M001}) in the model's metadata {@code TFLITE_METADATA}.
 *
 * <p>Octet reads of it what it shows, and changes what quantization makes untrue; all else stays as
 * it is, byte by byte. Nothing of it can make a model unreadable. Source: {@code
 * metadata_schema.fbs} of TensorFlow Lite Support.
 */
@NullMarked
package dev.octet.format.metadata;

import org.jspecify.annotations.NullMarked;
