package dev.octet.debug;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers with their names, in order. What is no number is left out. */
final class Evidence {
  private final Map<String, Double> numbers = new LinkedHashMap<>();

  Evidence with(String name, double number) {
    if (!Double.isNaN(number)) {
      numbers.put(name, number);
    }
    return this;
  }

  Map<String, Double> numbers() {
    return numbers;
  }
}
