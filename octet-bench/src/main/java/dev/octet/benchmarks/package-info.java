@NullMarked
package dev.octet.benchmarks;

import org.jspecify.annotations.NullMarked;
