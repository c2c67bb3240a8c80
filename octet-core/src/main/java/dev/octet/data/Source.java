package dev.octet.data;

import java.util.List;

/** One kind of data, found at one place; {@link Sources} knows them all. */
@FunctionalInterface
interface Source {
  /**
   * Opens it for inputs.
   *
   * @param notes told what the user should know, a line each
   * @throws dev.octet.error.OctetException {@code NOT_READABLE} or {@code BAD_DATA}, naming the
   *     file
   */
  LabelledSamples open(List<InputSpec> inputs, DataOptions options, List<String> notes);
}
