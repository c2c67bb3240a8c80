package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.cli.Table.Align;
import dev.octet.evaluate.Confusion;
import dev.octet.evaluate.Evaluation;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Gate.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Models side by side.
 *
 * @param asked the metrics that were asked for
 * @param findings of gates
 * @param time of the whole job
 */
record EvaluateSummary(
    Evaluation evaluation, List<String> asked, List<Finding> findings, Duration time)
    implements Answer {
  /** A column of the table. */
  private record Column(String name, Align align, Function<Score, String> cell) {}

  @Override
  public String text() {
    var text = new StringBuilder(table());
    text.append(differences());
    for (Score score : evaluation.models()) {
      text.append(views(score));
    }
    findings.forEach(f -> text.append(GateText.line(f)).append('\n'));
    return "%s%d samples, %s\n".formatted(text, evaluation.samples(), Numbers.duration(time));
  }

  private String table() {
    List<Column> columns = columns();
    var table = new Table(columns.stream().map(Column::align).toArray(Align[]::new));
    table.row(columns.stream().map(Column::name).toArray());
    for (Score score : evaluation.models()) {
      table.row(columns.stream().map(c -> c.cell().apply(score)).toArray());
    }
    return table.toString();
  }

  private List<Column> columns() {
    var columns = new ArrayList<Column>();
    columns.add(new Column("model", Align.LEFT, s -> s.file().toString()));
    columns.add(new Column("size", Align.RIGHT, s -> Numbers.bytes(s.bytes())));
    for (String name : metrics()) {
      columns.add(
          new Column(
              FigureText.title(name),
              Align.RIGHT,
              s -> {
                Figure figure = s.figures().get(name);
                return figure == null ? "" : FigureText.value(figure);
              }));
    }
    if (evaluation.models().stream().anyMatch(s -> s.broken() > 0)) {
      columns.add(new Column("NaN or infinite", Align.RIGHT, s -> s.broken() + " samples"));
    }
    return columns;
  }

  private Set<String> metrics() {
    var names = new LinkedHashSet<String>();
    evaluation.models().forEach(s -> names.addAll(s.figures().keySet()));
    return names;
  }

  /** Where figures lie, and what the samples tell of the differences to the first model. */
  private String differences() {
    var table = new Table(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT, Align.LEFT);
    boolean any = false;
    for (Score score : evaluation.models()) {
      for (Figure figure : score.figures().values()) {
        if (figure.difference() != null || isLikeness(figure, score)) {
          table.row(FigureText.comparison(score.file(), figure).toArray());
          any = true;
        }
      }
    }
    return any ? "\n" + table : "";
  }

  private boolean isLikeness(Figure figure, Score score) {
    return figure.interval() != null
        && evaluation.models().size() > 1
        && !evaluation.models().getFirst().figures().containsKey(figure.metric())
        && score.likeness() != null;
  }

  private String views(Score score) {
    Confusion confusion = score.confusion();
    if (confusion == null) {
      return "";
    }
    String text = "";
    if (asked.contains("per_class")) {
      text += "\n%s\n%s".formatted(score.file(), ConfusionText.classes(confusion));
    }
    if (asked.contains("confusion")) {
      text += "\n%s\n%s".formatted(score.file(), ConfusionText.matrix(confusion));
    }
    return text;
  }

  @Override
  public JsonElement json() {
    return new EvaluateJson(evaluation, findings, time).json();
  }
}
