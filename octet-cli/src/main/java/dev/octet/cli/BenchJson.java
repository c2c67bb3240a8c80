package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.octet.bench.Benchmark;
import dev.octet.bench.Latency;
import dev.octet.bench.Measurement;
import dev.octet.bench.OpTime;
import dev.octet.bench.Ratio;
import dev.octet.bench.Throughput;
import org.jspecify.annotations.Nullable;

/** Measurements for programs; times are in milliseconds. */
record BenchJson(Benchmark benchmark) {
  private static final double NANOS_PER_MILLI = 1e6;

  JsonElement json() {
    var json = new JsonObject();
    json.addProperty("cores", benchmark.cores());
    json.addProperty("runtime", benchmark.runtime());
    json.addProperty("timer_ns", benchmark.timerNanos());
    var all = new JsonArray();
    benchmark.measurements().forEach(m -> all.add(json(m)));
    json.add("measurements", all);
    var notes = new JsonArray();
    benchmark.notes().forEach(notes::add);
    json.add("notes", notes);
    json.addProperty("seconds", benchmark.time().toMillis() / 1000.0);
    return json;
  }

  private static JsonObject json(Measurement m) {
    var json = new JsonObject();
    json.addProperty("model", m.file().toString());
    json.addProperty("bytes", m.bytes());
    json.addProperty("threads", m.threads());
    json.addProperty("kernels", m.ran().text());
    json.addProperty("kernels_asked", m.kernels().text());
    json.add("latency_ms", json(m.latency()));
    json.add("throughput", json(m.throughput()));
    json.addProperty("load_ms", m.load().toNanos() / NANOS_PER_MILLI);
    json.addProperty("arena_bytes", m.arenaBytes());
    json.addProperty("peak_bytes", m.peakBytes());
    json.add("ratio", json(m.ratio()));
    var ops = new JsonArray();
    m.ops().forEach(op -> ops.add(json(op)));
    json.add("ops", ops);
    return json;
  }

  private static JsonObject json(Latency latency) {
    var json = new JsonObject();
    json.addProperty("runs", latency.runs());
    json.addProperty("min", latency.min());
    json.addProperty("median", latency.median());
    json.addProperty("mean", latency.mean());
    json.addProperty("p90", latency.p90());
    json.addProperty("p99", latency.p99());
    json.addProperty("max", latency.max());
    return json;
  }

  private static JsonElement json(@Nullable Throughput throughput) {
    if (throughput == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("engines", throughput.engines());
    json.addProperty("runs_per_second", throughput.perSecond());
    return json;
  }

  private static JsonElement json(@Nullable Ratio ratio) {
    if (ratio == null) {
      return JsonNull.INSTANCE;
    }
    var json = new JsonObject();
    json.addProperty("to", ratio.to());
    json.addProperty("median", ratio.median());
    json.addProperty("p5", ratio.low());
    json.addProperty("p95", ratio.high());
    return json;
  }

  private static JsonObject json(OpTime op) {
    var json = new JsonObject();
    json.addProperty("graph", op.graph());
    json.addProperty("node", op.node() < 0 ? null : op.node());
    json.addProperty("op", op.op());
    json.addProperty("name", op.name());
    json.addProperty("calls", op.calls());
    json.addProperty("ms", op.millis());
    json.addProperty("share", op.share());
    return json;
  }
}
