package dev.octet.format.tflite;

import dev.octet.format.tflite.schema.Model;
import dev.octet.format.tflite.schema.OperatorCode;
import java.util.ArrayList;
import java.util.List;

/** The op names and versions that a file's operators refer to by index. */
final class OperatorCodes {
  private static final int CUSTOM = 32;
  private static final String UNKNOWN = "BUILTIN_";

  /**
   * What an index stands for.
   *
   * @param name as in {@link dev.octet.model.Operation}
   */
  record Code(String name, boolean custom, int version) {
    /** The number of the builtin operator. */
    int builtin() {
      if (custom) {
        return CUSTOM;
      }
      Long known = Schema.get().enumType("BuiltinOperator").values().get(name);
      if (known != null) {
        return known.intValue();
      }
      try {
        return Integer.parseInt(name.substring(UNKNOWN.length()));
      } catch (NumberFormatException | IndexOutOfBoundsException e) {
        throw TfliteReader.unsupported("LiteRT has no op " + name).because(e);
      }
    }
  }

  private final List<Code> codes = new ArrayList<>();

  OperatorCodes(TfliteReader file, Model root) {
    for (int i = 0; i < root.operatorCodesLength(); i++) {
      codes.add(code(file, root.operatorCodes(i), i));
    }
  }

  Code get(long index) {
    if (index >= codes.size()) {
      throw TfliteReader.malformed("operator code %d of %d".formatted(index, codes.size()));
    }
    return codes.get((int) index);
  }

  private static Code code(TfliteReader file, OperatorCode code, int index) {
    int builtin = Math.max(code.deprecatedBuiltinCode(), code.builtinCode());
    if (builtin < 0 || code.version() < 1) {
      throw TfliteReader.malformed(
          "operator code %d: number %d, version %d".formatted(index, builtin, code.version()));
    }
    if (builtin == CUSTOM) {
      int table = file.bytes().element(file.bytes().root(), Ids.MODEL_CODES, index);
      if (file.bytes().field(table, Ids.CODE_CUSTOM_NAME) == 0) {
        throw TfliteReader.malformed("operator code %d is custom but has no name".formatted(index));
      }
      return new Code(file.text(table, Ids.CODE_CUSTOM_NAME), true, code.version());
    }
    String name = Schema.get().enumType("BuiltinOperator").names().get((long) builtin);
    return new Code(name == null ? UNKNOWN + builtin : name, false, code.version());
  }
}
