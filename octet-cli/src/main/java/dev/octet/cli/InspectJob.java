package dev.octet.cli;

import com.google.gson.JsonElement;
import dev.octet.format.tflite.FileParts;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Model;
import dev.octet.model.Text;
import java.lang.foreign.MemorySegment;

/** Shows what is in a model. Loads nothing native. */
final class InspectJob implements Job<InspectOptions> {
  @Override
  public void run(InspectOptions options, Session session) {
    MemorySegment bytes = Tflite.map(options.model());
    Model model = Tflite.read(options.model(), bytes);
    if (options.text()) {
      session.terminal().out().print(Text.print(model));
    } else {
      var inspection =
          new Inspection(
              options.model(), bytes.byteSize(), model, FileParts.of(bytes, model.files()));
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
