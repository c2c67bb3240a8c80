package dev.octet.format.keras;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of each class of layers; one family of them in each class that adds rules. */
final class LayerTable {
  private final Map<String, LayerRule> rules = new HashMap<>();

  private LayerTable() {}

  /** All layers that Octet knows. */
  static LayerTable standard() {
    var table = new LayerTable();
    CoreLayers.addTo(table);
    ConvolutionLayers.addTo(table);
    TransposedConvolutionLayers.addTo(table);
    BorderLayers.addTo(table);
    UpsamplingLayers.addTo(table);
    PoolingLayers.addTo(table);
    NormalizationLayers.addTo(table);
    BatchNormalizationLayers.addTo(table);
    ActivationLayers.addTo(table);
    ShapeLayers.addTo(table);
    EmbeddingLayers.addTo(table);
    AttentionLayers.addTo(table);
    MultiHeadLayers.addTo(table);
    MergeLayers.addTo(table);
    ApplicationLayers.addTo(table);
    RecurrentLayers.addTo(table);
    BidirectionalLayers.addTo(table);
    TimeLayers.addTo(table);
    PreprocessingLayers.addTo(table);
    ImageLayers.addTo(table);
    CategoryLayers.addTo(table);
    QuantizeLayers.addTo(table);
    Operations.addTo(table);
    return table;
  }

  /** Adds a layer of one result. */
  void add(String type, LayerRule.Masks masks, LayerRule.LowerOne lower) {
    addAll(type, masks, call -> List.of(lower.lower(call)));
  }

  /** Adds a layer of several results. */
  void addAll(String type, LayerRule.Masks masks, LayerRule.Lower lower) {
    rules.put(type, new LayerRule(masks, lower));
  }

  /** The rule of a class. */
  Optional<LayerRule> rule(String type) {
    return Optional.ofNullable(rules.get(type));
  }
}
