package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.ModelFiles;
import dev.octet.SourceModel;
import dev.octet.evaluate.VerifiedModel;
import dev.octet.format.tflite.FileParts;
import dev.octet.model.Model;
import dev.octet.model.Text;

/** Shows what is in a model. Loads nothing native. */
final class InspectJob implements Job<InspectOptions> {
  @Override
  public void run(InspectOptions options, Session session) {
    SourceModel source = ModelFiles.read(options.model(), options.reading());
    VerifiedModel shown = source.verified();
    Model model = shown.model();
    if (options.text()) {
      session.terminal().out().print(Text.print(model));
    } else {
      var inspection =
          new Inspection(
              options.model(),
              source.format(),
              shown.byteSize(),
              model,
              FileParts.of(shown.bytes(), model.files()));
      session.print(
          new Answer() {
            @Override
            public String text() {
              return new InspectText(inspection, options.tensors()).toString();
            }

            @Override
            public JsonElement json() {
              return new InspectJson(inspection).json();
            }
          });
    }
  }
}
