package dev.octet.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A report as one HTML file that needs nothing else: styles, scripts and data are inside, and a
 * content security policy forbids it to ask anybody for anything.
 *
 * <p>Everything that comes from the report is in one JSON element, where Gson writes {@code <},
 * {@code >}, {@code &} and the line separators as escapes; the script makes texts of it, never
 * markup.
 */
public final class ReportPage {
  /** Its HTML-safe escaping is what keeps a name from ending the element it stands in. */
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  /** With the charts' library, 1.1 MB, that makes a page of 3 MB. */
  private static final long MOST_DATA = 1_850_000;

  private ReportPage() {}

  /**
   * Writes the page.
   *
   * @throws OctetException NOT_WRITABLE
   */
  public static void write(Report report, Path file) {
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(html(report));
    SafeFile.write(
        file,
        channel -> {
          while (bytes.hasRemaining()) {
            channel.write(bytes);
          }
        });
  }

  /** The page. */
  public static String html(Report report) {
    JsonObject data = ReportData.of(report);
    Fitting.fit(data, MOST_DATA);
    return PageParts.page(report.title(), json(data));
  }

  /** As it stands in the page. */
  static String json(JsonElement data) {
    return GSON.toJson(data);
  }
}
