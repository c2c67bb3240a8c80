package dev.octet.compare;

import dev.octet.model.Attributes;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Bytes in words: what is short as it is, else how much there is. */
final class BlobText {
  private static final int LONGEST = 64;
  private static final int MOST = 8;

  private BlobText() {}

  /** Fields of a file, if there are any, as far as there is room. */
  static String of(@Nullable Attributes extras) {
    String text = extras == null ? "" : extras.fields().toString();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** A few integers one by one, else type and shape. */
  static String of(@Nullable Tensor constant) {
    if (constant == null || constant.data() == null) {
      return "";
    }
    long elements = constant.shape().elements();
    Constant data = constant.data();
    if (elements <= MOST && constant.data().byteSize() == constant.type().bytes(elements)) {
      if (constant.type() == ElementType.INT32) {
        return list(elements, i -> String.valueOf(data.bytes().get(Constant.I32, 4 * i)));
      }
      if (constant.type() == ElementType.INT64) {
        return list(elements, i -> String.valueOf(data.bytes().get(Constant.I64, 8 * i)));
      }
    }
    return TensorFacts.of(constant).kind();
  }

  private static String list(long elements, LongFunction<String> element) {
    return LongStream.range(0, elements)
        .mapToObj(element)
        .collect(Collectors.joining(",", "(", ")"));
  }

  static String of(@Nullable Constant blob) {
    if (blob == null) {
      return "";
    }
    String size = blob.byteSize() + " B";
    if (blob.byteSize() > LONGEST) {
      return size;
    }
    byte[] bytes = blob.bytes().toArray(ValueLayout.JAVA_BYTE);
    String text = new String(bytes, StandardCharsets.US_ASCII).replaceAll("\\x00+$", "");
    return text.matches("\\p{Print}+") ? text : size;
  }
}
