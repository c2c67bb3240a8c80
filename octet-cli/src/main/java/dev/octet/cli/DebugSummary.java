package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.cli.Table.Align;
import dev.octet.debug.Diagnosis;
import dev.octet.debug.Finding;
import dev.octet.debug.LayerStatistics;
import dev.octet.debug.LayerStatistics.Place;
import dev.octet.debug.Sensitivity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What comparing a quantized model with its float twin showed.
 *
 * @param sensitivity what each layer costs at the models' outputs; null where it was not asked for
 * @param time of the whole job
 */
record DebugSummary(
    DebuggingOptions options, Diagnosis diagnosis, @Nullable Sensitivity sensitivity, Duration time)
    implements Answer {
  /** From here on a layer's RMSE/scale is suspect. */
  private static final double SUSPECT = 0.7;

  @Override
  public String text() {
    var head = new Table(Align.LEFT, Align.LEFT);
    head.row("model", options.model());
    head.row(quantized(), how());
    head.row("layers", layers());
    diagnosis.model().forEach((name, figure) -> head.row(name, figure(figure)));
    head.row("time", Numbers.duration(time));
    if (options.isOnCalibrationSamples()) {
      head.row("note", "compared on the samples of the calibration: --data names others");
    }
    diagnosis.notes().forEach(note -> head.row("note", note));
    return head + "\n" + worst() + findings() + (sensitivity == null ? "" : ranking(sensitivity));
  }

  private String quantized() {
    return options.quantized() == null ? options.recipe().name() : "quantized";
  }

  private String how() {
    String way = options.view().wholeModel() ? "the whole model" : "layer by layer";
    String compared = "compared %s on %d samples".formatted(way, diagnosis.samples());
    return options.quantized() == null ? compared : options.quantized() + ", " + compared;
  }

  private String layers() {
    long suspect = diagnosis.layers().stream().filter(DebugSummary::isSuspect).count();
    return "%d quantized, %d of them with RMSE/scale over %s"
        .formatted(diagnosis.layers().size(), suspect, SUSPECT);
  }

  /** Steps of 16 bits are so fine that the weights' error is many of them. */
  private static boolean isSuspect(LayerStatistics layer) {
    Place place = layer.place();
    return layer.rmseOverScale() > SUSPECT
        && place.quantized().output(place.output()).type().bits() <= Byte.SIZE;
  }

  /** Those layers first that lose most; below, what was found to be wrong. */
  private String worst() {
    var table =
        new Table(
            Align.LEFT,
            Align.LEFT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT,
            Align.RIGHT);
    table.row("op", "layer", "damage", "RMSE/scale", "SQNR dB", "worst channel dB", "saturated");
    for (LayerStatistics layer : few(diagnosis.ranked())) {
      int channel = layer.channels().worst();
      table.row(
          layer.place().op(),
          first(layer.place()),
          percent(layer.damage()),
          figure(layer.rmseOverScale()),
          decibels(layer.likeness().sqnr()),
          channel < 0 ? "" : decibels(layer.channels().sqnr(channel)),
          percent(layer.likeness().saturated()));
    }
    return table.toString();
  }

  private <T> List<T> few(List<T> all) {
    return all.subList(0, Math.min(options.view().top(), all.size()));
  }

  /** The first of the names that a converter joined. */
  private static String first(Place place) {
    return place.tensorName().split(";", 2)[0];
  }

  private String findings() {
    if (options.view().wholeModel()) {
      return ""; // nothing is found out where errors add up
    }
    if (diagnosis.findings().isEmpty()) {
      return "\nNo layer has anything wrong with it that Octet knows of.\n";
    }
    var text = new StringBuilder();
    for (Finding finding : few(diagnosis.findings())) {
      text.append(
          "\n%s  %s  %s\n    %s\n"
              .formatted(
                  finding.severity().name().toLowerCase(Locale.ROOT),
                  finding.rule(),
                  Table.plain(first(finding.place())),
                  Table.plain(finding.sentence())));
      finding.fixes().forEach(fix -> text.append("    - ").append(Table.plain(fix)).append('\n'));
    }
    int more = diagnosis.findings().size() - options.view().top();
    return more > 0
        ? text + "\nand %d more: --top or --json shows them\n".formatted(more)
        : "" + text;
  }

  private String ranking(Sensitivity measured) {
    var table =
        new Table(Align.RIGHT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT);
    table.row("rank", "op", "layer", "SQNR dB", "agreement", "max difference");
    table.row(
        "",
        "",
        "all of them",
        decibels(measured.all().sqnrDb()),
        percent(measured.all().agreement()),
        figure(measured.all().maxDifference()));
    for (Sensitivity.Layer layer : few(measured.layers())) {
      table.row(
          layer.rank(),
          layer.op(),
          layer.name(),
          decibels(layer.effect().sqnrDb()),
          percent(layer.effect().agreement()),
          figure(layer.effect().maxDifference()));
    }
    return "\nWhat quantizing a layer alone does to the outputs, on %d samples\n%s"
        .formatted(measured.samples(), table);
  }

  private static String figure(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3g", value);
  }

  private static String decibels(double value) {
    return Double.isNaN(value)
        ? ""
        : Double.isInfinite(value) ? "equal" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f%%", 100 * part);
  }

  @Override
  public JsonElement json() {
    return new DebugJson(this).json();
  }
}
