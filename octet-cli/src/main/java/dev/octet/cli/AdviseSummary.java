package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.advise.Advice;
import dev.octet.advise.Fit;
import dev.octet.advise.Forecast;
import dev.octet.advise.Obstacle;
import dev.octet.advise.Recommendation;
import dev.octet.advise.Recommendation.Step;
import dev.octet.cli.Table.Align;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * What to do with a model.
 *
 * @param verbose whether every op that the target does not take is listed
 */
record AdviseSummary(Advice advice, boolean verbose) implements Answer {
  private static final int FEW = 5;

  @Override
  public String text() {
    Recommendation recommendation = advice.recommendation();
    var text = new StringBuilder();
    text.append(Table.plain(recommendation.headline())).append("\n\n");
    list(text, "Why", recommendation.why());
    text.append("What each mode makes of it\n").append(table().indent(2)).append('\n');
    obstacles(text, advice.fit());
    if (!recommendation.next().isEmpty()) {
      text.append("Next\n");
      for (Step step : recommendation.next()) {
        text.append("  # ").append(step.purpose()).append('\n');
        text.append("  ").append(Table.plain(step.command())).append('\n');
      }
      text.append('\n');
    }
    list(text, "Watch", recommendation.watch());
    return text.toString().stripTrailing() + "\n";
  }

  private static void list(StringBuilder text, String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      text.append(title).append('\n');
      sentences.forEach(s -> text.append("  - ").append(Table.plain(capital(s))).append('\n'));
      text.append('\n');
    }
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
  }

  private String table() {
    var table = new Table(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.LEFT);
    table.row("mode", "size", "integer ops", "quantized", "samples");
    table.row("float", Numbers.bytes(advice.facts().bytes()), "", "", "");
    for (Forecast f : advice.forecasts()) {
      table.row(
          f.mode().text(),
          f.isPossible() ? Numbers.bytes(f.bytes()) : "impossible",
          "%d of %d".formatted(f.integerOps(), f.ops()),
          f.changedOps(),
          f.needsSamples() ? "needed" : "");
    }
    return table.toString();
  }

  private void obstacles(StringBuilder text, Fit fit) {
    String as = fit.as().equals("as it is") ? "as it is" : "as " + fit.as();
    text.append(
        "%s takes %d of its %d ops (%s)\n"
            .formatted(
                capital(advice.target().title()),
                fit.ops() - fit.obstacles().size(),
                fit.ops(),
                as));
    Map<String, StringJoiner> byReason = new LinkedHashMap<>();
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Obstacle o : fit.obstacles()) {
      String reason = "%s: %s".formatted(o.op(), o.reason());
      int count = counts.merge(reason, 1, Integer::sum);
      StringJoiner names = byReason.computeIfAbsent(reason, _ -> new StringJoiner(", "));
      if (verbose || count <= FEW) {
        names.add("'" + o.node() + "'");
      }
    }
    byReason.forEach(
        (reason, names) -> {
          int more = verbose ? 0 : Math.max(0, counts.getOrDefault(reason, 0) - FEW);
          text.append("  - ")
              .append(Table.plain(reason + ": " + names))
              .append(more > 0 ? " and %d more (--verbose)".formatted(more) : "")
              .append('\n');
        });
    text.append('\n');
  }

  @Override
  public JsonElement json() {
    return new AdviseJson(advice).json();
  }
}
