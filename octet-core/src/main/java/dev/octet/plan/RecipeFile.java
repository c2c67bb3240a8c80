package dev.octet.plan;

import com.google.gson.FormattingStyle;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Recipes as readable text. The fields are those of {@link Recipe}, {@link Selector} and {@link
 * Change}; {@code docs/recipe.schema.json} says what they may hold.
 *
 * <pre>
 * {"format": "octet recipe", "version": 1, "name": "int8 but for the head", "rules": [
 *   {"scheme": "int8"},
 *   {"op": "SOFTMAX", "node": "^head/", "deny": true}
 * ]}
 * </pre>
 *
 * <p>Recipes of LiteRT Quantizer are read too: see {@link LiteRtQuantizerRecipe}.
 */
public final class RecipeFile {
  private static final String FORMAT = "octet recipe";
  private static final int VERSION = 1;
  static final List<String> FIELDS =
      List.of(
          "$schema",
          "format",
          "version",
          "name",
          "strict",
          "input_type",
          "output_type",
          "improve",
          "rules");

  private RecipeFile() {}

  /** A recipe as text, a rule a line. */
  public static String print(Recipe recipe) {
    var text = new StringJoiner(",\n    ", "  \"rules\": [\n    ", "\n  ]\n}\n");
    Gson gson =
        new GsonBuilder()
            .disableHtmlEscaping()
            .setFormattingStyle(FormattingStyle.COMPACT.withSpaceAfterSeparators(true))
            .create();
    recipe.rules().forEach(r -> text.add(gson.toJson(RuleJson.print(r))));
    var head = new StringJoiner(",\n  ", "{\n  ", ",\n");
    head.add("\"format\": " + gson.toJson(FORMAT));
    head.add("\"version\": " + VERSION);
    head.add("\"name\": " + gson.toJson(recipe.name()));
    head.add("\"strict\": " + recipe.strict());
    head.add("\"input_type\": " + gson.toJson(text(recipe.inputType())));
    head.add("\"output_type\": " + gson.toJson(text(recipe.outputType())));
    if (!recipe.improvements().isEmpty()) {
      List<String> improve = recipe.improvements().stream().map(Improvement::text).toList();
      head.add("\"improve\": " + gson.toJson(improve));
    }
    return head + text.toString();
  }

  private static String text(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a recipe, Octet's or one of LiteRT Quantizer.
   *
   * @param fallbackName what to call it when it does not say
   * @throws OctetException {@code USAGE} if it is none
   */
  public static Recipe parse(String text, String fallbackName) {
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new OctetException(ErrorCode.USAGE, "is no JSON: " + e.getMessage()).because(e);
    }
    return json.isJsonArray()
        ? LiteRtQuantizerRecipe.parse(json.getAsJsonArray(), fallbackName)
        : parse(new Fields(json, "the recipe"), fallbackName);
  }

  private static Recipe parse(Fields fields, String fallbackName) {
    fields.allow(FIELDS);
    if (!FORMAT.equals(fields.text("format", ""))) {
      throw fields.wrong("\"format\" is not \"" + FORMAT + "\"");
    }
    if (fields.integer("version", VERSION) != VERSION) {
      throw fields.wrong("its version is not " + VERSION);
    }
    var rules = new ArrayList<Rule>();
    JsonArray array = fields.array("rules");
    for (int i = 0; i < array.size(); i++) {
      rules.add(RuleJson.parse(new Fields(array.get(i), "rule " + (i + 1))));
    }
    boolean strict = fields.bool("strict", false);
    Recipe recipe =
        new Recipe(
            fields.text("name", fallbackName),
            strict,
            type(fields, "input_type", strict, rules),
            type(fields, "output_type", strict, rules),
            rules);
    for (String name : fields.texts("improve")) {
      recipe = recipe.withImprovement(improvement(fields, name));
    }
    return recipe;
  }

  private static Improvement improvement(Fields fields, String name) {
    return Improvement.of(name)
        .orElseThrow(
            () ->
                fields
                    .wrong("\"improve\" cannot be \"%s\"".formatted(name))
                    .advise(
                        "choose out of " + Improvement.texts(EnumSet.allOf(Improvement.class))));
  }

  /** Left out, it is the one that the built-in recipes have. */
  private static ElementType type(Fields fields, String name, boolean strict, List<Rule> rules) {
    boolean integer =
        strict && rules.stream().anyMatch(r -> r.change().scheme() == Treatment.Kind.INT8);
    return fields.word(
        name,
        integer ? ElementType.INT8 : ElementType.FLOAT32,
        List.of(ElementType.FLOAT32, ElementType.INT8, ElementType.UINT8, ElementType.INT16),
        RecipeFile::text);
  }
}
