package dev.octet.calibrate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Tensor;
import dev.octet.op.OpTable;
import dev.octet.plan.Improvement;
import dev.octet.plan.RangeMethod;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Ranges as readable text, bound to their model by digest: calibrate once, quantize often.
 *
 * <pre>
 * {"format":"octet ranges","version":1,"model":"sha256:…","samples":200,"tensors":[
 * {"graph":0,"index":5,"name":"conv1","method":"min-max","min":0.0,"max":6.0},
 * …
 * ]}
 * </pre>
 *
 * <p>Ranges of a model that improvements made another float model of say so: {@code
 * "improve":["equalize"]} stands before the samples. A tensor's {@code method} is a {@link
 * RangeMethod} as text; without one it is {@code min-max}.
 */
public final class RangesFile {
  private static final String FORMAT = "octet ranges";
  private static final int VERSION = 1;

  private RangesFile() {}

  /** Ranges of a model as its file has it, as text. */
  public static String print(Ranges ranges, String digest) {
    return print(ranges, digest, Set.of());
  }

  /**
   * Ranges as text, a tensor a line.
   *
   * @param digest of the model's file
   * @param improvements that made another float model of it before it was calibrated
   */
  public static String print(Ranges ranges, String digest, Set<Improvement> improvements) {
    var head = new JsonObject();
    head.addProperty("format", FORMAT);
    head.addProperty("version", VERSION);
    head.addProperty("model", digest);
    if (!improvements.isEmpty()) {
      var improve = new JsonArray();
      improvements.stream().sorted().map(Improvement::text).forEach(improve::add);
      head.add("improve", improve);
    }
    head.addProperty("samples", ranges.samples());
    String open = head.toString();
    var text = new StringBuilder(open.substring(0, open.length() - 1)).append(",\"tensors\":[");
    String separator = "\n";
    List<Graph> graphs = ranges.model().graphs();
    for (int g = 0; g < graphs.size(); g++) {
      List<Tensor> tensors = graphs.get(g).tensors();
      for (int t = 0; t < tensors.size(); t++) {
        if (ranges.observed().containsKey(tensors.get(t))) {
          text.append(separator).append(tensor(g, t, tensors.get(t), ranges));
          separator = ",\n";
        }
      }
    }
    return text.append("\n]}\n").toString();
  }

  private static JsonObject tensor(int graph, int index, Tensor tensor, Ranges ranges) {
    Range range = Objects.requireNonNull(ranges.observed().get(tensor));
    var json = new JsonObject();
    json.addProperty("graph", graph);
    json.addProperty("index", index);
    json.addProperty("name", name(tensor));
    json.addProperty("method", ranges.method(tensor).orElseThrow().text());
    json.addProperty("min", range.min());
    json.addProperty("max", range.max());
    return json;
  }

  /** The name as UTF-8 has it: those of some files are no text. */
  private static String name(Tensor tensor) {
    return new String(tensor.name().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  /** Reads ranges of a model as its file has it. */
  public static Ranges parse(String text, Model model, OpTable table, String digest) {
    return parse(text, model, table, digest, Set.of());
  }

  /**
   * Reads what {@link #print} wrote.
   *
   * @param digest of the file of the model at hand
   * @param improvements that made the model at hand out of that file
   * @throws OctetException {@code BAD_RANGES} if this is something else, or belongs to another
   *     model or to one with other improvements
   */
  public static Ranges parse(
      String text, Model model, OpTable table, String digest, Set<Improvement> improvements) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      if (!FORMAT.equals(json.get("format").getAsString())) {
        throw notRanges();
      }
      if (json.get("version").getAsInt() != VERSION) {
        throw new OctetException(
            ErrorCode.BAD_RANGES, "is of version " + json.get("version") + ", not " + VERSION);
      }
      if (!digest.equals(json.get("model").getAsString())) {
        throw new OctetException(ErrorCode.BAD_RANGES, "belongs to another model")
            .advise("calibrate this one with --calibrate");
      }
      checkImprovements(json, improvements);
      var methods = new HashMap<Tensor, RangeMethod>();
      Map<Tensor, Range> observed = tensors(json.get("tensors").getAsJsonArray(), model, methods);
      long samples = json.get("samples").getAsLong();
      return new Ranges(
          model, table, observed, t -> Objects.requireNonNull(methods.get(t)), samples, List.of());
    } catch (JsonParseException
        | IllegalStateException
        | IllegalArgumentException
        | UnsupportedOperationException
        | NullPointerException
        | IndexOutOfBoundsException e) {
      throw notRanges().because(e);
    }
  }

  private static void checkImprovements(JsonObject json, Set<Improvement> wanted) {
    var had = new TreeSet<String>();
    if (json.has("improve")) {
      json.get("improve").getAsJsonArray().forEach(name -> had.add(name.getAsString()));
    }
    var texts = new TreeSet<String>();
    wanted.forEach(improvement -> texts.add(improvement.text()));
    if (!had.equals(texts)) {
      throw new OctetException(
              ErrorCode.BAD_RANGES,
              "has the ranges of the model %s, not %s".formatted(with(had), with(texts)))
          .advise(
              had.isEmpty()
                  ? "calibrate again with --calibrate"
                  : "say --improve %s, or calibrate again with --calibrate"
                      .formatted(String.join(",", had)));
    }
  }

  private static String with(Set<String> improvements) {
    return improvements.isEmpty()
        ? "as its file has it"
        : "improved by " + String.join(", ", improvements);
  }

  private static OctetException notRanges() {
    return new OctetException(ErrorCode.BAD_RANGES, "is not a file of ranges")
        .advise("make one with --save-ranges");
  }

  private static Map<Tensor, Range> tensors(
      JsonArray array, Model model, Map<Tensor, RangeMethod> methods) {
    var observed = new HashMap<Tensor, Range>();
    for (JsonElement element : array) {
      JsonObject json = element.getAsJsonObject();
      Graph graph = model.graphs().get(json.get("graph").getAsInt());
      Tensor tensor = graph.tensors().get(json.get("index").getAsInt());
      if (!name(tensor).equals(json.get("name").getAsString())) {
        throw new OctetException(
            ErrorCode.BAD_RANGES, "names a tensor that the model does not have: " + json);
      }
      methods.put(tensor, method(json));
      observed.put(tensor, new Range(json.get("min").getAsFloat(), json.get("max").getAsFloat()));
    }
    return observed;
  }

  private static RangeMethod method(JsonObject json) {
    if (!json.has("method")) {
      return new RangeMethod.MinMax();
    }
    String text = json.get("method").getAsString();
    try {
      return RangeMethod.parse(text);
    } catch (OctetException e) {
      throw new OctetException(ErrorCode.BAD_RANGES, "has a range found by '" + text + "'")
          .advise("a newer version of Octet may have made it")
          .because(e);
    }
  }
}
