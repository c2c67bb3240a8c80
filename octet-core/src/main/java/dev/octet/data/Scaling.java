package dev.octet.data;

/** {@code (x / divisor − mean) / std} in float32. */
record Scaling(float divisor, float mean, float std) {
  float apply(float x) {
    return (x / divisor - mean) / std;
  }
}
