package dev.octet.debug;

import dev.octet.debug.LayerStatistics.Difference;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.model.Quantization.PerTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A diagnosis as CSV (RFC 4180): first the columns of TensorFlow's {@code
 * QuantizationDebugger.layer_statistics_dump} in its order, then Octet's own. What is no number is
 * left empty.
 */
public final class StatisticsCsv {
  private static final List<String> FIRST =
      List.of(
          "op_name",
          "tensor_idx",
          "num_elements",
          "stddev",
          "mean_error",
          "max_abs_error",
          "mean_squared_error");
  private static final List<String> MIDDLE = List.of("scale", "zero_point", "tensor_name");
  private static final List<String> OWN =
      List.of(
          "range",
          "rmse_over_scale",
          "sqnr_db",
          "cosine",
          "saturated",
          "worst_channel",
          "worst_channel_sqnr_db",
          "node");

  private StatisticsCsv() {}

  /** The text, one line for each layer after that of the names, each ended by a newline. */
  public static String print(Diagnosis diagnosis) {
    boolean signatures =
        diagnosis.layers().stream()
                .map(l -> String.valueOf(l.place().signature()))
                .distinct()
                .count()
            > 1;
    var names = new ArrayList<>(FIRST);
    names.addAll(diagnosis.metrics());
    names.addAll(MIDDLE);
    names.addAll(OWN);
    if (signatures) {
      names.add("signature");
    }
    var text = new StringBuilder(line(names));
    for (LayerStatistics layer : diagnosis.layers()) {
      List<String> fields = fields(layer);
      if (signatures) {
        fields.add(String.valueOf(layer.place().signature()));
      }
      text.append(line(fields));
    }
    return text.toString();
  }

  private static List<String> fields(LayerStatistics layer) {
    Place place = layer.place();
    Difference difference = layer.difference();
    var fields = new ArrayList<String>();
    fields.add(place.op());
    fields.add(Integer.toString(place.tensor()));
    fields.add(number(difference.elements()));
    fields.add(number(difference.deviation()));
    fields.add(number(difference.mean()));
    fields.add(number(difference.largest()));
    fields.add(number(difference.squared()));
    layer.custom().values().forEach(v -> fields.add(number(v)));
    PerTensor quantization = place.quantization();
    fields.add(quantization == null ? "" : Float.toString(quantization.scale()));
    fields.add(quantization == null ? "" : Long.toString(quantization.zeroPoint()));
    fields.add(place.tensorName());
    int worst = layer.channels().worst();
    fields.add(number(layer.range()));
    fields.add(number(layer.rmseOverScale()));
    fields.add(number(layer.likeness().sqnr()));
    fields.add(number(layer.likeness().cosine()));
    fields.add(number(layer.likeness().saturated()));
    fields.add(worst < 0 ? "" : Integer.toString(worst));
    fields.add(worst < 0 ? "" : number(layer.channels().sqnr(worst)));
    fields.add(place.node());
    return fields;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : Float.toString((float) value);
  }

  private static String line(List<String> fields) {
    return fields.stream().map(StatisticsCsv::quoted).collect(Collectors.joining(",")) + "\n";
  }

  private static String quoted(String field) {
    boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
