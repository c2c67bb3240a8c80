package dev.octet.evaluate;

import dev.octet.data.InputSpec;
import dev.octet.data.ModelInputs;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Signature;
import dev.octet.runtime.Engine;
import dev.octet.runtime.EngineOptions;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model file that Octet's verifier has accepted, with the very bytes it has looked at: they go to
 * engines as they are.
 *
 * @param file where it is
 * @param model what it holds
 * @param bytes the mapped file
 */
public record VerifiedModel(Path file, Model model, MemorySegment bytes) {
  /**
   * Maps and verifies a file. It must not change while the model is in use.
   *
   * @throws OctetException as {@link Tflite#read(Path)}
   */
  public static VerifiedModel read(Path file) {
    MemorySegment bytes = Tflite.map(file);
    return new VerifiedModel(file, Tflite.read(file, bytes), bytes);
  }

  /**
   * An engine for it, to be closed by the caller.
   *
   * @throws OctetException {@code RUNTIME}, or {@code USAGE} for a signature it does not have
   */
  public Engine engine(EngineOptions options) {
    try {
      return Engine.open(bytes, options);
    } catch (OctetException e) {
      throw e.in(file.toString());
    }
  }

  /** The size of the file. */
  public long byteSize() {
    return bytes.byteSize();
  }

  /** The graph that a signature runs, or (null) the main graph. */
  Graph graph(@Nullable String signature) {
    return signature == null ? model.main() : model.graphs().get(find(signature).graph());
  }

  /** What the model wants, called by a signature or (null) without. */
  List<InputSpec> inputs(@Nullable String signature) {
    var inputs = ModelInputs.of(model);
    if (signature == null) {
      return inputs.main();
    }
    return Objects.requireNonNull(inputs.signatures().get(find(signature).key()));
  }

  /** The names of each output, those that signatures give it before the tensor's own. */
  List<List<String>> outputNames(@Nullable String signature) {
    Graph graph = graph(signature);
    List<Signature> signatures =
        signature == null
            ? model.signatures().stream().filter(s -> s.graph() == 0).toList()
            : List.of(find(signature));
    var all = new ArrayList<List<String>>();
    for (int i = 0; i < graph.outputs().size(); i++) {
      int position = i;
      var names = new ArrayList<String>();
      for (Signature s : signatures) {
        s.outputs().stream()
            .filter(p -> p.position() == position)
            .forEach(p -> names.add(p.name()));
      }
      names.add(graph.outputs().get(i).name());
      all.add(names.stream().distinct().toList());
    }
    return all;
  }

  private Signature find(String signature) {
    return model.signature(signature).orElseThrow(() -> noSignature(signature));
  }

  private OctetException noSignature(String signature) {
    List<String> keys = model.signatures().stream().map(Signature::key).toList();
    return new OctetException(ErrorCode.USAGE, "the model has no signature '" + signature + "'")
        .in(file.toString())
        .advise(keys.isEmpty() ? "it has none at all" : "it has " + String.join(", ", keys));
  }
}
