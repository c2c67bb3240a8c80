package dev.octet.cli;

import dev.octet.Digest;
import dev.octet.Studier;
import dev.octet.StudyFile;
import dev.octet.Studying;
import dev.octet.data.Datasets;
import dev.octet.report.Provenance;
import dev.octet.report.Provenance.Source;
import dev.octet.report.Report;
import dev.octet.report.ReportPage;
import dev.octet.report.StudyReport;
import dev.octet.runtime.Engine;
import dev.octet.study.Study;
import dev.octet.study.StudyRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes every kind of a model, measures them, and writes what came of it. */
final class StudyJob implements Job<StudyOptions> {
  @Override
  public void run(StudyOptions options, Session session) {
    Studying studying = options.studying();
    Study study;
    try (Progress progress = session.progress()) {
      study = Studier.run(studying, progress::update);
    }
    Provenance provenance = provenance(options, study);
    StudyFile.write(study, provenance, studying.folder().resolve("study.json"));
    Report report = new StudyReport(title(studying), study).report(provenance);
    ReportPage.write(report, studying.folder().resolve("report.html"));
    session.report(_ -> report);
    study.notes().forEach(session::warn);
    session.print(new StudySummary(study, provenance, studying.folder()));
  }

  private static String title(Studying studying) {
    return "Kinds of " + studying.model().getFileName();
  }

  private static Provenance provenance(StudyOptions options, Study study) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Octet", Version.ofOctet());
    versions.put("LiteRT", Engine.version());
    versions.put("Java", Runtime.version().toString());
    versions.put(
        "system",
        "%s %s, %d cores"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                study.setting().cores()));
    Studying studying = options.studying();
    var files = new ArrayList<Source>();
    files.add(source("model", studying.model()));
    add(files, "calibration data", studying.calibrate());
    add(files, "data", studying.data());
    String labels = studying.reads().labels();
    if (labels != null) {
      add(files, "labels", List.of(labels));
    }
    for (StudyRow row : study.rows()) {
      StudyRow.Made made = row.made();
      if (made != null) {
        files.add(new Source("result", made.file().toString(), made.digest(), made.bytes()));
      }
    }
    return new Provenance(options.command(), versions, files);
  }

  private static void add(List<Source> files, String role, List<String> sources) {
    for (Path file : Datasets.files(sources, Set.of())) {
      if (Files.exists(file)) {
        files.add(source(role, file));
      }
    }
  }

  private static Source source(String role, Path file) {
    long bytes = Files.isRegularFile(file) ? file.toFile().length() : 0;
    return new Source(role, file.toString(), Digest.of(file), bytes);
  }
}
