package dev.octet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.Fixtures;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecipeFileTest {
  @ParameterizedTest
  @EnumSource
  void everyModeIsARecipeThatPrintsAndReads(Mode mode) {
    Recipe recipe = Recipe.of(mode);
    assertThat(RecipeFile.parse(RecipeFile.print(recipe), "")).isEqualTo(recipe);
  }

  @Test
  void aRecipeIsReadableText() {
    Recipe recipe =
        Recipe.integerOnly()
            .withInputType(ElementType.UINT8)
            .with(
                new Rule(
                    new Selector(List.of("ADD", "MUL"), "^a<b/", "z", List.of("serve")),
                    Change.to(Treatment.Kind.INT16X8)
                        .withBits(4)
                        .withGranularity(Granularity.BLOCK32)))
            .withImprovement(Improvement.BIAS_CORRECTION)
            .withImprovement(Improvement.EQUALIZE)
            .withDeniedNodes("head")
            .with(Rule.denial(Selector.op("TANH"), "it hurts"));
    String text =
        """
        {
          "format": "octet recipe",
          "version": 1,
          "name": "int8-only",
          "strict": true,
          "input_type": "uint8",
          "output_type": "int8",
          "improve": ["equalize", "bias-correction"],
          "rules": [
            {"scheme": "int8"},
            {"op": ["ADD", "MUL"], "node": "^a<b/", "except_node": "z", "signature": "serve", "scheme": "int16x8", "bits": 4, "granularity": "block32"},
            {"node": "head", "deny": true},
            {"op": "TANH", "deny": true, "why": "it hurts"}
          ]
        }
        """;
    assertThat(RecipeFile.print(recipe)).isEqualTo(text);
    assertThat(RecipeFile.parse(text, "")).isEqualTo(recipe);
  }

  @Test
  void whatIsLeftOutIsAsInTheModes() {
    Recipe recipe =
        RecipeFile.parse(
            """
            {"format": "octet recipe", "rules": [{"scheme": "dynamic", "min_elements": 1024}]}
            """,
            "dynamic");
    assertThat(recipe).isEqualTo(Recipe.dynamicRange());
    String strict = "{'format': 'octet recipe', 'strict': true, 'rules': [{'scheme': 'int8'}]}";
    assertThat(RecipeFile.parse(strict, "int8-only")).isEqualTo(Recipe.integerOnly());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                               | is no JSON",
        "7                                               | is no JSON object",
        "{}                                              | \"format\" is not",
        "{FORMAT, 'version': 2, 'rules': []}             | version is not 1",
        "{FORMAT}                                        | \"rules\" is no list",
        "{FORMAT, 'rules': [], 'rule': []}               | there is no field \"rule\"",
        "{FORMAT, 'rules': [7]}                          | rule 1: is no JSON object",
        "{FORMAT, 'rules': [{}, {'ops': 'ADD'}]}         | rule 2: there is no field \"ops\"",
        "{FORMAT, 'rules': [{'op': ['ADD', 1]}]}         | \"op\" holds something that is no text",
        "{FORMAT, 'rules': [{'node': '('}]}              | is no regular expression",
        "{FORMAT, 'rules': [{'scheme': 'int9'}]}         | \"scheme\" cannot be \"int9\"",
        "{FORMAT, 'rules': [{'bits': 3}]}                | weights cannot have 3 bits",
        "{FORMAT, 'rules': [{'bits': 4.5}]}              | \"bits\" is no integer",
        "{FORMAT, 'rules': [{'bits': 1e99}]}             | \"bits\" is no integer",
        "{FORMAT, 'rules': [{'bits': 99999999999}]}      | weights cannot have",
        "{FORMAT, 'rules': [{'deny': 'yes'}]}            | \"deny\" is neither true nor false",
        "{FORMAT, 'rules': [{'why': 'yes'}]}             | but it denies nothing",
        "{FORMAT, 'rules': [{'min_elements': -1}]}       | smallest weight cannot be -1",
        "{FORMAT, 'rules': [{'observer': 'ema'}]}       | rule 1: 'ema' is no way to find a range",
        "{FORMAT, 'rules': [{'observer': 'percentile:0'}]} | rule 1: a percentile lies above 0",
        "{FORMAT, 'rules': [], 'input_type': 'int8'}     | recipe 'mine' has no int8 input",
        "{FORMAT, 'rules': [], 'output_type': 'int9'}    | \"output_type\" cannot be \"int9\"",
        "{FORMAT, 'rules': [], 'improve': 'sharpen'}     | \"improve\" cannot be \"sharpen\"",
        "{FORMAT, 'rules': [], 'improve': 'equalize'}    | equalize can do nothing for recipe"
            + " 'mine'",
        "[{'algorithm_key': 'GPTQ'}]                     | rule 1: Octet has no algorithm \"GPTQ\"",
        "[7]                                             | rule 1: is no JSON object",
      })
  void mistakesAreNamed(String text, String problem) {
    String json = text.replace("FORMAT", "'format': 'octet recipe'").replace('\'', '"');
    assertThatThrownBy(() -> RecipeFile.parse(json, "mine"))
        .isInstanceOfSatisfying(
            OctetException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining(problem);
  }

  @Test
  void recipesOfLiteRtQuantizerAreRead() {
    Recipe recipe =
        RecipeFile.parse(
            """
            [{"regex": ".*", "operation": "*", "algorithm_key": "min_max_uniform_quantize",
              "op_config": {
                "activation_tensor_config": {"num_bits": 8, "symmetric": false},
                "weight_tensor_config": {
                  "num_bits": 8, "symmetric": true, "granularity": "CHANNELWISE", "dtype": "INT"},
                "compute_precision": "INTEGER", "min_weight_elements": 0}},
             {"regex": "head", "operation": "FULLY_CONNECTED",
              "algorithm_key": "min_max_uniform_quantize",
              "op_config": {
                "weight_tensor_config": {"num_bits": 4, "granularity": "BLOCKWISE_64"},
                "compute_precision": "FLOAT", "explicit_dequantize": true}},
             {"regex": ".*", "operation": "OUTPUT", "algorithm_key": "no_quantize"},
             {"regex": ".*", "operation": "CONV_2D_TRANSPOSE", "algorithm_key": "float_casting"},
             {"regex": ".*", "operation": "CONV_2D", "algorithm_key": "no_quantize"}]
            """,
            "advanced");
    assertThat(recipe)
        .isEqualTo(
            RecipeFile.parse(
                """
                {"format": "octet recipe", "name": "advanced", "input_type": "int8", "rules": [
                  {"scheme": "int8", "bits": 8, "granularity": "channel", "min_elements": 0, "deny": false},
                  {"op": "FULLY_CONNECTED", "node": "head", "scheme": "weights", "bits": 4,
                   "granularity": "block64", "min_elements": 0, "deny": false},
                  {"op": "TRANSPOSE_CONV", "scheme": "float16"},
                  {"op": "CONV_2D", "deny": true}
                ]}
                """,
                ""));
  }

  @Test
  void aWayToFindRangesIsReadAsARuleForAll() {
    String text =
        """
        {"format": "octet recipe", "name": "int8", "improve": ["mse-ranges", "equalize"],
         "rules": [{"scheme": "int8"}]}
        """;
    assertThat(RecipeFile.parse(text, ""))
        .isEqualTo(
            Recipe.fullInteger()
                .withImprovement(Improvement.EQUALIZE)
                .withObserver(new RangeMethod.Mse(8)));
  }

  @Test
  void theSchemaSaysWhatIsRead() throws IOException {
    JsonObject schema =
        JsonParser.parseString(Files.readString(Fixtures.docs("recipe.schema.json")))
            .getAsJsonObject();
    JsonObject fields = schema.getAsJsonObject("properties");
    assertThat(fields.keySet()).containsExactlyInAnyOrderElementsOf(RecipeFile.FIELDS);
    JsonObject rule =
        schema.getAsJsonObject("$defs").getAsJsonObject("rule").getAsJsonObject("properties");
    assertThat(rule.keySet()).containsExactlyInAnyOrderElementsOf(RuleJson.FIELDS);
    for (String name : List.of("scheme", "bits", "granularity")) {
      for (JsonElement value : rule.getAsJsonObject(name).getAsJsonArray("enum")) {
        String text =
            "{\"format\": \"octet recipe\", \"rules\": [{\"%s\": %s}]}".formatted(name, value);
        assertThat(RecipeFile.print(RecipeFile.parse(text, "")))
            .contains("{\"%s\": %s}".formatted(name, value));
      }
    }
    assertThat(rule.getAsJsonObject("scheme").getAsJsonArray("enum"))
        .hasSameSizeAs(Treatment.Kind.values());
    JsonObject improvement = schema.getAsJsonObject("$defs").getAsJsonObject("improvement");
    assertThat(improvement.getAsJsonArray("enum").asList().stream().map(JsonElement::getAsString))
        .containsExactlyElementsOf(
            Arrays.stream(Improvement.values()).map(Improvement::text).toList());
    assertThat(rule.getAsJsonObject("granularity").getAsJsonArray("enum"))
        .hasSameSizeAs(Granularity.values());
  }
}
