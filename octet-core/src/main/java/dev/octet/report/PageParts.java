package dev.octet.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is the same in every page: styles, scripts, and the frame that holds them. */
final class PageParts {
  /** In this order they are one script. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom",
          "format",
          "theme",
          "table",
          "chart",
          "scatter",
          "bars",
          "histograms",
          "heatmap",
          "treemap",
          "boxes",
          "network-view",
          "network",
          "links",
          "contents",
          "page");

  private static final Pattern MARK = Pattern.compile("@(\\w+)@");

  private PageParts() {}

  static String page(String title, String json) {
    String charts = read("echarts.min.js");
    String script =
        SCRIPTS.stream()
            .map(name -> read(name + ".js"))
            .collect(Collectors.joining("\n", "(() => {\n'use strict';\n", "})();\n"));
    Map<String, String> parts =
        Map.of(
            "policy",
            policy(List.of(charts, script)),
            "title",
            escaped(title),
            "style",
            read("report.css"),
            "charts",
            charts,
            "data",
            json,
            "script",
            script);
    // in one go: names in a report may look like marks
    return MARK.matcher(read("page.html"))
        .replaceAll(m -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(m.group(1)))));
  }

  /** Only these scripts run, and nothing is fetched; charts set the style of what they draw. */
  private static String policy(List<String> scripts) {
    String hashes =
        scripts.stream().map(s -> "'sha256-" + hash(s) + "'").collect(Collectors.joining(" "));
    return "default-src 'none'; script-src %s; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        .formatted(hashes);
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String read(String name) {
    try (InputStream in = PageParts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
