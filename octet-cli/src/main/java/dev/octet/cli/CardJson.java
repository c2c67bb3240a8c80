package dev.octet.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.octet.format.metadata.ModelCard;
import java.util.List;

/** A model's card for programs. */
final class CardJson {
  private CardJson() {}

  static JsonObject of(ModelCard card) {
    var json = new JsonObject();
    json.addProperty("name", card.name());
    json.addProperty("description", card.description());
    json.addProperty("version", card.version());
    json.addProperty("author", card.author());
    json.addProperty("license", card.license());
    json.add("inputs", ports(card.inputs()));
    json.add("outputs", ports(card.outputs()));
    return json;
  }

  private static JsonArray ports(List<ModelCard.Port> ports) {
    var array = new JsonArray();
    for (ModelCard.Port port : ports) {
      var json = new JsonObject();
      json.addProperty("name", port.name());
      json.addProperty("description", port.description());
      array.add(json);
    }
    return array;
  }
}
