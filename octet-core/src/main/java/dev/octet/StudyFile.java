package dev.octet;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.bench.Latency;
import dev.octet.bench.Measurement;
import dev.octet.bench.Ratio;
import dev.octet.evaluate.Evaluation.Accuracy;
import dev.octet.evaluate.Evaluation.Likeness;
import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure;
import dev.octet.evaluate.Interval;
import dev.octet.io.SafeFile;
import dev.octet.report.Provenance;
import dev.octet.study.Study;
import dev.octet.study.StudyRow;
import dev.octet.study.StudyRow.Made;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A study as JSON, for programs and for later. */
public final class StudyFile {
  /** Goes up when a reader of the file must know. */
  public static final int VERSION = 1;

  private StudyFile() {}

  /**
   * Writes {@code study.json}.
   *
   * @throws dev.octet.error.OctetException {@code NOT_WRITABLE}
   */
  public static void write(Study study, Provenance provenance, Path target) {
    var gson =
        new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
    byte[] text = (gson.toJson(json(study, provenance)) + "\n").getBytes(StandardCharsets.UTF_8);
    SafeFile.write(target, channel -> Channels.newOutputStream(channel).write(text));
  }

  /** The same as a value. */
  public static JsonObject json(Study study, Provenance provenance) {
    var json = new JsonObject();
    json.addProperty("version", VERSION);
    json.addProperty("model", study.model().toString());
    json.addProperty("metric", study.metric());
    json.addProperty("samples", study.samples());
    json.addProperty("calibrationSamples", study.calibrated());
    var verdict = new JsonObject();
    verdict.addProperty("kind", study.verdict().kind());
    verdict.addProperty("text", study.verdict().text());
    json.add("verdict", verdict);
    var rows = new JsonArray();
    List<StudyRow> front = study.front();
    study.rows().forEach(r -> rows.add(row(r, front.contains(r))));
    json.add("kinds", rows);
    json.add("notes", texts(study.notes()));
    var setting = new JsonObject();
    setting.addProperty("cores", study.setting().cores());
    setting.addProperty("runtime", study.setting().runtime());
    setting.addProperty("kernels", study.setting().kernels());
    json.add("setting", setting);
    json.addProperty("seconds", study.time().toMillis() / 1000.0);
    json.add("command", texts(provenance.command()));
    var versions = new JsonObject();
    provenance.versions().forEach(versions::addProperty);
    json.add("versions", versions);
    var files = new JsonArray();
    provenance.files().forEach(f -> files.add(file(f)));
    json.add("files", files);
    return json;
  }

  private static JsonObject file(Provenance.Source source) {
    var json = new JsonObject();
    json.addProperty("role", source.role());
    json.addProperty("path", source.path());
    json.addProperty("digest", source.digest());
    json.addProperty("bytes", source.bytes());
    return json;
  }

  private static JsonObject row(StudyRow row, boolean onFront) {
    var json = new JsonObject();
    json.addProperty("kind", row.kind());
    json.addProperty("failure", row.failure());
    Made made = row.made();
    if (made != null) {
      json.addProperty("file", String.valueOf(made.file().getFileName()));
      json.addProperty("bytes", made.bytes());
      json.addProperty("digest", made.digest());
      json.addProperty("ops", made.ops());
      json.addProperty("integerOps", made.integerOps());
      json.addProperty("quantizedOps", made.quantizedOps());
      json.addProperty("pareto", onFront);
    }
    Score score = row.score();
    if (score != null) {
      json.add("score", score(score));
    }
    var latencies = new JsonArray();
    row.measurements().forEach(m -> latencies.add(measurement(m)));
    json.add("latency", latencies);
    json.add("notes", texts(row.notes()));
    return json;
  }

  private static JsonObject score(Score score) {
    var json = new JsonObject();
    json.addProperty("output", score.output());
    Accuracy accuracy = score.accuracy();
    if (accuracy != null) {
      json.addProperty("top1", accuracy.top1());
      json.addProperty("topK", accuracy.topK());
    }
    Likeness likeness = score.likeness();
    if (likeness != null) {
      json.addProperty("agreement", likeness.agreement());
      json.add("snr", number(likeness.snr()));
      json.add("maxDifference", number(likeness.maxDifference()));
    }
    json.addProperty("broken", score.broken());
    var figures = new JsonObject();
    score.figures().forEach((name, figure) -> figures.add(name, figure(figure)));
    json.add("figures", figures);
    return json;
  }

  private static JsonObject figure(Figure figure) {
    var json = new JsonObject();
    json.add("value", number(figure.value()));
    json.add("interval", interval(figure.interval()));
    Figure.Difference difference = figure.difference();
    if (difference != null) {
      var to = new JsonObject();
      to.add("value", number(difference.value()));
      to.add("interval", interval(difference.interval()));
      json.add("difference", to);
    }
    return json;
  }

  private static JsonElement interval(@Nullable Interval interval) {
    if (interval == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.add("low", number(interval.low()));
    json.add("high", number(interval.high()));
    json.addProperty("level", interval.level());
    return json;
  }

  private static JsonObject measurement(Measurement measurement) {
    var json = new JsonObject();
    json.addProperty("threads", measurement.threads());
    json.addProperty("kernels", measurement.ran().name());
    Latency latency = measurement.latency();
    json.addProperty("runs", latency.runs());
    json.addProperty("minMillis", latency.min());
    json.addProperty("medianMillis", latency.median());
    json.addProperty("meanMillis", latency.mean());
    json.addProperty("p90Millis", latency.p90());
    json.addProperty("p99Millis", latency.p99());
    json.addProperty("arenaBytes", measurement.arenaBytes());
    Ratio ratio = measurement.ratio();
    if (ratio != null) {
      json.addProperty("ratio", ratio.median());
      json.addProperty("ratioLow", ratio.low());
      json.addProperty("ratioHigh", ratio.high());
    }
    return json;
  }

  /** JSON has no infinities. */
  private static JsonElement number(double number) {
    return Double.isFinite(number)
        ? new JsonPrimitive(number)
        : new JsonPrimitive(Double.toString(number));
  }

  private static JsonArray texts(List<String> texts) {
    var array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }
}
