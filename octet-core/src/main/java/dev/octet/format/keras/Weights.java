package dev.octet.format.keras;

import dev.octet.lower.Array;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the variables of a layer, and of the layers in it, are kept. */
interface Weights {
  /**
   * The variables of the layer itself.
   *
   * @param names in the order in which Keras creates them
   * @return as many arrays, by these names
   * @throws dev.octet.error.OctetException if one is missing, or there are others
   */
  Map<String, Array> variables(List<String> names);

  /**
   * Variables of a layer within that this one took over, and then variables of its own.
   *
   * @param layer the name of the one within
   * @param names of those that were taken over
   * @param own the names of the others, in the order in which Keras creates them
   * @return all by these names
   */
  Map<String, Array> taken(String layer, List<String> names, List<String> own);

  /** Those of the layers of a network that is the layer. */
  Map<LayerSpec, Weights> of(Network network);

  /**
   * Those of a layer within, such as the cell of a recurrent layer.
   *
   * @param attribute what Keras' class calls it, such as {@code forward_layer}
   * @param name of the layer; null where the configuration has none
   */
  Weights child(String attribute, @Nullable String name);

  /** Where this is in the file, for messages. */
  String path();
}
