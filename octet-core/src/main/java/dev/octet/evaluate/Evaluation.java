package dev.octet.evaluate;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models did on the same samples.
 *
 * @param samples how many there were
 * @param top the k of top-k
 * @param models in the order they were given
 * @param notes what is to be known of how the samples were read, a line each
 */
public record Evaluation(long samples, int top, List<Score> models, List<String> notes) {
  /** Copies the lists. */
  public Evaluation {
    models = List.copyOf(models);
    notes = List.copyOf(notes);
  }

  /**
   * What one model did.
   *
   * @param file the model
   * @param bytes the size of the file
   * @param output the name of the output that was looked at
   * @param accuracy against the labels, or null when there are none
   * @param likeness to the first model, or null for the first model itself
   * @param broken for how many samples the output held NaN or an infinity; they count as wrong and
   *     as disagreeing
   * @param figures what was measured, by the metrics' names, in the order they were asked for
   * @param confusion of classes or masks, or null where there are none, or too many classes
   */
  public record Score(
      Path file,
      long bytes,
      String output,
      @Nullable Accuracy accuracy,
      @Nullable Likeness likeness,
      long broken,
      Map<String, Figure> figures,
      @Nullable Confusion confusion) {
    /** Copies the map. */
    public Score {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }
  }

  /**
   * How often a classifier is right.
   *
   * <p>Classes with equal scores, common in int8, rank by their number, lowest first, as {@code
   * numpy.argmax} has it.
   *
   * @param top1 the part of samples whose class has the highest score, 0 to 1
   * @param topK the part of samples whose class is among the k with the highest
   */
  public record Accuracy(double top1, double topK) {}

  /**
   * How close outputs are to those of the first model.
   *
   * @param agreement the part of samples where the greatest element is at the same place, 0 to 1;
   *     ties as in {@link Accuracy}
   * @param snr ten times the decimal logarithm of energy (the first model's outputs squared and
   *     summed over all samples) by energy of the difference, in dB; infinite for equal outputs;
   *     samples that break either model are left out
   * @param maxDifference the largest absolute difference of an element, over the same samples
   */
  public record Likeness(double agreement, double snr, double maxDifference) {}
}
