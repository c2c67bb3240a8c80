package dev.octet;

import dev.octet.compare.ComparedModel;
import dev.octet.compare.Comparison;
import dev.octet.compare.ModelComparer;
import dev.octet.io.PathSize;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Two model files of any formats, ready to be compared. */
public final class ModelComparison {
  private final ComparedModel before;
  private final ComparedModel after;

  private ModelComparison(ComparedModel before, ComparedModel after) {
    this.before = before;
    this.after = after;
  }

  /** Takes two models; a file of another format than LiteRT's is compared as it is converted. */
  public static ModelComparison of(SourceModel before, SourceModel after) {
    List<ComparedModel> models =
        Stream.of(before, after).parallel().map(ModelComparison::compared).toList();
    return new ModelComparison(models.getFirst(), models.getLast());
  }

  private static ComparedModel compared(SourceModel source) {
    Path file = source.file();
    return new ComparedModel(
        file.toString(),
        source.format().text(),
        PathSize.of(file),
        Digest.of(file),
        source.ready());
  }

  /** How many bytes of constants there are to look at. */
  public long work() {
    return ModelComparer.work(before.model(), after.model());
  }

  /**
   * Compares them.
   *
   * @param progress is told how many bytes have been looked at, of {@link #work}
   */
  public Comparison run(LongConsumer progress) {
    return ModelComparer.compare(before, after, progress);
  }
}
