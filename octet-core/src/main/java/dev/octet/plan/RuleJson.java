package dev.octet.plan;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.error.OctetException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule as a JSON object. */
final class RuleJson {
  static final List<String> FIELDS =
      List.of(
          "op",
          "node",
          "except_node",
          "signature",
          "scheme",
          "bits",
          "granularity",
          "min_elements",
          "observer",
          "deny",
          "why");

  private RuleJson() {}

  static JsonObject print(Rule rule) {
    var json = new JsonObject();
    Selector nodes = rule.nodes();
    addTexts(json, "op", nodes.ops());
    json.addProperty("node", nodes.node());
    json.addProperty("except_node", nodes.exceptNode());
    addTexts(json, "signature", nodes.signatures());
    Change change = rule.change();
    json.addProperty("scheme", change.scheme() == null ? null : change.scheme().text());
    json.addProperty("bits", change.bits());
    json.addProperty(
        "granularity", change.granularity() == null ? null : change.granularity().text());
    json.addProperty("min_elements", change.minElements());
    json.addProperty("observer", change.observer() == null ? null : change.observer().text());
    json.addProperty("deny", change.deny());
    json.addProperty("why", rule.why());
    json.entrySet().removeIf(e -> e.getValue().isJsonNull());
    return json;
  }

  private static void addTexts(JsonObject json, String name, List<String> texts) {
    if (texts.size() == 1) {
      json.addProperty(name, texts.getFirst());
    } else if (!texts.isEmpty()) {
      var array = new JsonArray();
      texts.forEach(t -> array.add((JsonElement) new JsonPrimitive(t)));
      json.add(name, array);
    }
  }

  static Rule parse(Fields fields) {
    fields.allow(FIELDS);
    return new Rule(selector(fields), change(fields), optionalText(fields, "why"));
  }

  private static Selector selector(Fields fields) {
    return new Selector(
        fields.texts("op"),
        optionalText(fields, "node"),
        optionalText(fields, "except_node"),
        fields.texts("signature"));
  }

  private static @Nullable String optionalText(Fields fields, String name) {
    return fields.has(name) ? fields.text(name, "") : null;
  }

  private static Change change(Fields fields) {
    return new Change(
        fields.has("scheme")
            ? fields.word(
                "scheme",
                Treatment.Kind.FLOAT,
                List.of(Treatment.Kind.values()),
                Treatment.Kind::text)
            : null,
        fields.has("bits") ? Math.clamp(fields.integer("bits", 0), 0, 99) : null,
        fields.has("granularity")
            ? fields.word(
                "granularity",
                Granularity.CHANNEL,
                List.of(Granularity.values()),
                Granularity::text)
            : null,
        fields.has("min_elements") ? fields.integer("min_elements", 0) : null,
        fields.has("observer") ? observer(fields) : null,
        fields.has("deny") ? fields.bool("deny", false) : null);
  }

  private static RangeMethod observer(Fields fields) {
    try {
      return RangeMethod.parse(fields.text("observer", ""));
    } catch (OctetException e) {
      throw e.in(fields.where());
    }
  }
}
