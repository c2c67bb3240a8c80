package dev.octet.format.keras;

import dev.octet.format.keras.LayerRule.Masks;
import dev.octet.lower.Layout;
import dev.octet.lower.Lowering;
import dev.octet.model.Tensor;
import java.util.Arrays;

/** Layers that add zeros around an image, or cut off what is there. */
final class BorderLayers {
  private BorderLayers() {}

  static void addTo(LayerTable table) {
    for (int n = 1; n <= 3; n++) {
      int dimensions = n;
      table.add(
          "ZeroPadding%dD".formatted(n),
          Masks.DROP,
          c -> around(c, "padding", dimensions, 1, (g, x, b, a) -> Layout.pad(g, x, b, a, 0)));
      table.add(
          "Cropping%dD".formatted(n),
          Masks.DROP,
          c -> around(c, "cropping", dimensions, dimensions == 2 ? 0 : 1, Layout::crop));
    }
  }

  @FunctionalInterface
  private interface Border {
    Tensor change(Lowering g, Tensor x, int[] before, int[] after);
  }

  private static Tensor around(LayerCall call, String field, int n, int ifAbsent, Border border) {
    Tensor x = call.input();
    int first = DataFormat.isFirst(call.config()) ? 2 : 1;
    var before = new int[n + 2];
    var after = new int[n + 2];
    int[][] sizes = sizes(call.config(), field, n, ifAbsent);
    for (int i = 0; i < n; i++) {
      before[first + i] = sizes[i][0];
      after[first + i] = sizes[i][1];
    }
    return border.change(call.graph(), x, before, after);
  }

  /** What is before and after each dimension; a number alone stands for both. */
  private static int[][] sizes(Config config, String field, int n, int ifAbsent) {
    var sizes = new int[n][];
    boolean nested = config.elements(field).stream().anyMatch(e -> !e.isJsonPrimitive());
    if (nested) {
      Arrays.setAll(sizes, i -> config.element(field, i, n).integers(field, 2, 0));
    } else if (n == 1) {
      sizes[0] = config.integers(field, 2, ifAbsent);
    } else {
      int[] both = config.integers(field, n, ifAbsent);
      Arrays.setAll(sizes, i -> new int[] {both[i], both[i]});
    }
    return check(sizes, field);
  }

  private static int[][] check(int[][] sizes, String field) {
    for (int[] pair : sizes) {
      if (pair[0] < 0 || pair[1] < 0) {
        throw Config.malformed("\"%s\" in its configuration is negative".formatted(field));
      }
    }
    return sizes;
  }
}
