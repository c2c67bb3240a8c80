package dev.octet.data;

import dev.octet.data.RepresentativeDataset.Part;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.model.Model;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens data as users write it.
 *
 * <p>A source is {@code [SIGNATURE=]PATH[:ARRAY[,ARRAY…]]}: an {@code .npy} or {@code .npz} file or
 * a folder of images; or {@code [SIGNATURE=]random:N}. Without a signature it is for the main
 * graph. Sources for the same signature follow one another.
 *
 * <p>The first axis of an array counts the samples. Arrays picked by name go to the inputs in their
 * order. Otherwise each input gets the array that has one of its names; if no name fits at all and
 * there are as many arrays as inputs, they go by position. A sample fits an input when it has the
 * same axes, give or take axes of size 1.
 */
public final class Datasets {
  private Datasets() {}

  /**
   * Opens sources for a model.
   *
   * @throws OctetException {@code NOT_READABLE}, {@code BAD_DATA} or {@code USAGE}
   */
  public static RepresentativeDataset open(List<String> sources, Model model, DataOptions options) {
    return open(sources, ModelInputs.of(model), options);
  }

  /** Opens sources for these inputs; see {@link #open(List, Model, DataOptions)}. */
  public static RepresentativeDataset open(
      List<String> sources, ModelInputs inputs, DataOptions options) {
    var parts = new LinkedHashMap<@Nullable String, List<LabelledSamples>>();
    var notes = new ArrayList<String>();
    for (String text : sources) {
      var source = SourceText.parse(text, inputs.signatures().keySet());
      List<InputSpec> wanted =
          source.signature() == null
              ? inputs.main()
              : Objects.requireNonNull(inputs.signatures().get(source.signature()));
      if (wanted.isEmpty()) {
        throw new OctetException(ErrorCode.USAGE, "the model has no inputs to feed").in(text);
      }
      parts
          .computeIfAbsent(source.signature(), _ -> new ArrayList<>())
          .add(Sources.of(source).open(wanted, options, notes));
    }
    if (parts.size() > 1 && options.labels() != null) {
      throw new OctetException(ErrorCode.USAGE, "there is data for several signatures")
          .advise("labels go with one signature at a time");
    }
    var list = new ArrayList<Part>();
    parts.forEach(
        (signature, opened) -> list.add(new PartOf(opened, options, notes).part(signature)));
    return new RepresentativeDataset(list, notes);
  }

  /**
   * The files and folders that sources name.
   *
   * @param signatures the keys that sources may begin with
   * @throws OctetException {@code NOT_READABLE} for one that is not there
   */
  public static List<Path> files(List<String> sources, Set<String> signatures) {
    return sources.stream().flatMap(s -> SourceText.parse(s, signatures).paths().stream()).toList();
  }

  /**
   * Samples from arrays in memory, by input name.
   *
   * @param arrays for each input an array under one of its names; others are passed over
   */
  public static Samples of(
      List<InputSpec> inputs, Map<String, NdArray> arrays, DataOptions options) {
    var bound = new ArrayList<LabelledArray>();
    for (InputSpec input : inputs) {
      String name =
          input.names().stream()
              .filter(arrays::containsKey)
              .findFirst()
              .orElseThrow(() -> ArrayBinding.unmatched(List.copyOf(arrays.keySet()), inputs));
      bound.add(
          new LabelledArray("array '" + name + "'", Objects.requireNonNull(arrays.get(name))));
    }
    return new ArraySamples(inputs, bound, options.preprocessing());
  }

  /**
   * Arrays for a run: as a single sample when each has the shape of its input (give or take axes of
   * size 1; any size where the input is dynamic), else with a first axis that counts samples.
   *
   * @param arrays one for each input, in the inputs' order
   * @throws OctetException {@code BAD_DATA} if they fit in neither way
   */
  public static Samples given(List<InputSpec> inputs, List<LabelledArray> arrays) {
    boolean whole = true;
    for (int i = 0; i < inputs.size(); i++) {
      whole &= arrays.get(i).fits(inputs.get(i));
      arrays.get(i).checkFitsSomehow(inputs.get(i));
    }
    return new ArraySamples(
        inputs, whole ? arrays.stream().map(LabelledArray::asOneSample).toList() : arrays, null);
  }
}
