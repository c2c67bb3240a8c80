package dev.octet.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.octet.model.Model;
import dev.octet.model.Text;
import dev.octet.report.NodeOverlay.Spot;
import dev.octet.report.NodeOverlay.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures of nodes in, Model Explorer's node data out. */
class ModelExplorerFileTest {
  private static final Model MODEL =
      Text.parse(
          """
          signature other graph 1 (x: 0) -> (y: 0)
          graph "" (%x: f32[4]) -> (%y) {
            %a: f32[4] = TANH(%x)
            %y: f32[4] = TANH(%a)
          }
          graph "" (%x: f32[4]) -> (%y) {
            %y: f32[4] = TANH(%x)
          }
          graph body(%x: f32[4]) -> (%y) {
            %y: f32[4] = TANH(%x)
          }
          graph "" (%x: f32[4]) -> (%y) {
            %y: f32[4] = TANH(%x)
          }
          """);

  private static NodeOverlay overlay(String id, Map<Spot, Value> values, List<String> gradient) {
    return new NodeOverlay(id, "a figure", MODEL, values, gradient);
  }

  private static Map<Spot, Value> numbers() {
    var values = new LinkedHashMap<Spot, Value>();
    values.put(new Spot(0, 1), new Value.Amount(0.5));
    values.put(new Spot(0, 0), new Value.Amount(Double.NaN));
    values.put(new Spot(2, 0), new Value.Amount(2));
    return values;
  }

  @Test
  void graphsHaveTheirNamesAndNodesTheirPlaces() {
    assertThat(ModelExplorerFile.json(overlay("n", numbers(), List.of("#ffffff", "#ff0000"))))
        .isEqualToIgnoringWhitespace(
            """
            {"main": {
               "name": "a figure",
               "results": {"1": {"value": 0.5}},
               "gradient": [{"stop": 0.0, "bgColor": "#ffffff"}, {"stop": 1.0, "bgColor": "#ff0000"}]},
             "body": {
               "name": "a figure",
               "results": {"0": {"value": 2.0}},
               "gradient": [{"stop": 0.0, "bgColor": "#ffffff"}, {"stop": 1.0, "bgColor": "#ff0000"}]}}
            """);
  }

  @Test
  void wordsHaveColoursOfTheirOwn() {
    Map<Spot, Value> word = Map.of(new Spot(0, 0), new Value.Word("int8", "#90c8a0"));
    assertThat(ModelExplorerFile.json(overlay("w", word, List.of())))
        .isEqualToIgnoringWhitespace(
            """
            {"main": {"name": "a figure", "results": {"0": {"value": "int8", "bgColor": "#90c8a0"}}}}
            """);
  }

  /** As Model Explorer's own adapter names them. */
  @Test
  void aGraphWithoutANameIsCalledByItsSignatureOrItsPlace() {
    assertThat(List.of(0, 1, 2, 3))
        .extracting(g -> ModelExplorerFile.graphId(MODEL, g))
        .containsExactly("main", "other", "body", "subgraph_3");
  }

  @Test
  void furtherFiguresGoBesideTheFirst(@TempDir Path folder) throws IOException {
    List<NodeOverlay> two =
        List.of(
            overlay("n", numbers(), NodeOverlay.HARM),
            overlay("damage", numbers(), NodeOverlay.GAIN));
    Path first = folder.resolve("figures.json");
    ModelExplorerFile.write(first, two);
    assertThat(ModelExplorerFile.paths(first, two))
        .containsExactly(first, folder.resolve("figures.damage.json"))
        .allMatch(Files::isRegularFile);
    assertThat(Files.readString(first)).contains("\"main\"");
    assertThat(ModelExplorerFile.paths(folder.resolve("plain"), two))
        .containsExactly(folder.resolve("plain"), folder.resolve("plain.damage.json"));
  }
}
