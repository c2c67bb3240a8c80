package dev.octet.format.keras;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.IOException;
import java.io.StringReader;

/**
 * JSON as Python writes and reads it: NaN and Infinity are numbers, and of two fields of the same
 * name the last counts.
 */
final class Json {
  /** A model in a model takes five levels. */
  private static final int MOST_LEVELS = 500;

  private static final int MOST_CHARACTERS = 64 << 20;

  private Json() {}

  /**
   * Reads an object.
   *
   * @param place where the text is, for messages
   * @throws OctetException MALFORMED_MODEL, MODEL_TOO_LARGE
   */
  static JsonObject object(String text, String place) {
    if (text.length() > MOST_CHARACTERS) {
      throw tooLarge("is %d characters long".formatted(text.length())).in(place);
    }
    try (var reader = new JsonReader(new StringReader(text))) {
      reader.setStrictness(Strictness.LENIENT);
      reader.setNestingLimit(MOST_LEVELS);
      JsonElement json = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT || !json.isJsonObject()) {
        throw malformed("is no JSON object").in(place);
      }
      return json.getAsJsonObject();
    } catch (MalformedJsonException e) {
      throw malformed(e).in(place);
    } catch (JsonParseException | IOException | NumberFormatException e) {
      throw malformed(e).in(place);
    } catch (OutOfMemoryError e) {
      throw tooLarge("does not fit into memory").in(place).because(e);
    }
  }

  private static OctetException malformed(Exception e) {
    return malformed(
            "is no sound JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""))
        .because(e);
  }

  private static OctetException malformed(String what) {
    return new OctetException(ErrorCode.MALFORMED_MODEL, what)
        .advise("save the model again, or copy the file again");
  }

  private static OctetException tooLarge(String what) {
    return new OctetException(ErrorCode.MODEL_TOO_LARGE, what)
        .advise("give the JVM more memory, or cut the model into smaller ones");
  }
}
