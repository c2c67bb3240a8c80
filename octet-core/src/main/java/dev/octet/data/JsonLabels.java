package dev.octet.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels in JSON: a list of them; lists of numbers in a list; or files with their labels, {@code
 * {"a.png": "cat"}}. Either may be under {@code labels} beside the list {@code classes}, which
 * orders the names; alone that orders folders of classes.
 */
final class JsonLabels {
  private JsonLabels() {}

  /**
   * What a text says.
   *
   * @param beside an order of classes for where the text has none; may be empty
   * @param samples the file of each sample, or null where samples are no files
   */
  static Labels of(String text, List<String> beside, @Nullable List<String> samples) {
    JsonElement json;
    try {
      json = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw bad("is no JSON: " + e.getMessage()).because(e);
    }
    List<String> classes = beside;
    if (json instanceof JsonObject o && o.get("classes") instanceof JsonArray names) {
      classes = ClassNames.checked(texts(names));
      json = o.get("labels") == null ? without(o, "classes") : o.get("labels");
    } else if (json instanceof JsonObject o && isContainer(o.get("labels"))) {
      json = o.get("labels");
    }
    return switch (json) {
      case JsonArray a when !a.isEmpty() && a.get(0).isJsonArray() -> ArrayLabels.of(rows(a));
      case JsonArray a -> new WrittenLabels(texts(a), List.of(), classes).labels(samples);
      case JsonObject o when o.isEmpty() && samples != null -> FolderClasses.of(samples, classes);
      case JsonObject o -> byFile(o, classes).labels(samples);
      default -> throw bad("is neither a list of labels nor files with labels");
    };
  }

  private static boolean isContainer(@Nullable JsonElement json) {
    return json != null && (json.isJsonArray() || json.isJsonObject());
  }

  private static JsonObject without(JsonObject object, String key) {
    JsonObject rest = object.deepCopy();
    rest.remove(key);
    return rest;
  }

  private static WrittenLabels byFile(JsonObject object, List<String> classes) {
    var files = new ArrayList<String>();
    var labels = new ArrayList<String>();
    object
        .entrySet()
        .forEach(
            e -> {
              files.add(e.getKey());
              labels.add(text(e.getValue(), e.getKey()));
            });
    return new WrittenLabels(labels, files, classes);
  }

  private static List<String> texts(JsonArray array) {
    var texts = new ArrayList<String>();
    for (JsonElement element : array) {
      texts.add(text(element, "element " + texts.size()));
    }
    return texts;
  }

  private static String text(JsonElement element, String where) {
    if (element instanceof JsonPrimitive p && !p.isBoolean()) {
      return p.getAsString();
    }
    throw bad("is neither a number nor a text").in(where);
  }

  /** Rows of numbers, all as long as the first. */
  private static NdArray rows(JsonArray rows) {
    int width = rows.get(0).getAsJsonArray().size();
    var values = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < rows.size(); i++) {
      if (!(rows.get(i) instanceof JsonArray row) || row.size() != width) {
        throw bad("is no list of %d numbers".formatted(width)).in("element " + i);
      }
      for (int j = 0; j < width; j++) {
        values[i * width + j] = number(row.get(j), i);
      }
    }
    return NdArray.of(new long[] {rows.size(), width}, values);
  }

  private static float number(JsonElement element, int row) {
    if (element instanceof JsonPrimitive p && p.isNumber()) {
      return p.getAsFloat();
    }
    throw bad("holds what is no number").in("element " + row);
  }

  private static OctetException bad(String what) {
    return new OctetException(ErrorCode.BAD_DATA, what);
  }
}
