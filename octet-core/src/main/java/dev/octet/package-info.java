/**
 * The library's front door.
 *
 * <pre>{@code
 * var octet = Octet.load(Path.of("model.tflite"));
 * var samples = Datasets.open(List.of("calib.npz:x"), octet.model(), DataOptions.normalized(0, 255));
 * Ranges ranges = octet.calibrate(samples, 4, done -> {});
 * Outcome outcome = octet.quantize(Recipe.fullInteger(), ranges);
 * outcome.write(Path.of("int8.tflite"), Verification.PREPARE, 4);
 * }</pre>
 */
@NullMarked
package dev.octet;

import org.jspecify.annotations.NullMarked;
