package dev.octet.runtime;

import dev.octet.error.OctetException;
import dev.octet.format.tflite.Tflite;
import dev.octet.model.Graph;
import dev.octet.model.Model;
import dev.octet.model.Node;
import dev.octet.model.Operation;
import java.util.List;
import java.util.TreeSet;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteRegistration;

/** The ops that keep a model from running: custom ones, and those newer than the runtime. */
public final class MissingOps {
  private MissingOps() {}

  /**
   * The ops of a model that the runtime has no kernel for, each once, by name; with its version
   * where it has other ones.
   *
   * @throws OctetException {@code RUNTIME} if the runtime cannot be loaded
   */
  public static List<String> of(Model model, KernelSet kernels) {
    LiteRt.load();
    OpResolver resolver = Resolvers.of(kernels);
    var missing = new TreeSet<String>();
    for (Graph graph : model.graphs()) {
      for (Node node : graph.nodes()) {
        Operation operation = node.operation();
        if (!has(resolver, operation)) {
          missing.add(name(resolver, operation));
        }
      }
    }
    return List.copyOf(missing);
  }

  private static String name(OpResolver resolver, Operation operation) {
    return has(resolver, operation.withVersion(1))
        ? operation.name() + " version " + operation.version()
        : operation.name();
  }

  private static boolean has(OpResolver resolver, Operation operation) {
    TfLiteRegistration found =
        operation.custom()
            ? resolver.FindOp(operation.name(), operation.version())
            : resolver.FindOp(Tflite.number(operation), operation.version());
    return found != null && !found.isNull();
  }
}
