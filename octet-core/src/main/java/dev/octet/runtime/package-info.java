/**
 * Runs models: the {@link dev.octet.runtime.Engine} and LiteRT's own kernels behind it.
 *
 * <pre>{@code
 * try (Engine engine = Engine.open(verified, EngineOptions.standard())) {
 *   MemorySegment.copy(sample, 0, engine.input(0), 0, sample.byteSize());
 *   engine.run();
 *   float first = engine.output(0).get(ValueLayout.JAVA_FLOAT, 0);
 * }
 * }</pre>
 *
 * <p>The native library is unpacked once per user: to the folder named by the system property
 * {@code octet.natives}, else to {@code octet/natives} below the user's cache folder, else to a
 * temporary folder. The JVM wants {@code --enable-native-access} for the module that holds Octet.
 */
@NullMarked
package dev.octet.runtime;

import org.jspecify.annotations.NullMarked;
