package dev.octet.data;

import dev.octet.data.Example.Feature;
import dev.octet.data.Example.Kind;
import dev.octet.data.RecordSet.Place;
import dev.octet.error.OctetException;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The right answers in a feature of records: an integer is a class, a text the name of one, more
 * numbers (or such in bytes, or the grey of an image) are targets.
 */
record RecordAnswers(RecordSet records, String feature, FeatureForm form) implements Answer.Source {
  /** Texts longer than this are no names. */
  private static final int LONGEST = 256;

  /** What stands for bytes that are no text. */
  private static final char UNKNOWN = '\uFFFD';

  /** Finds out from a first record how the answers lie. */
  static RecordAnswers of(RecordSet records, FeatureForm.Named named, Example first) {
    Feature feature = first.feature(named.feature());
    FeatureForm form = named.form();
    boolean word = form == null && isWord(feature);
    return new RecordAnswers(
        records,
        named.feature(),
        form != null ? form : word ? new FeatureForm.Values() : FeatureForm.of(feature, null));
  }

  private static boolean isWord(Feature feature) {
    if (feature.kind() != Kind.BYTES) {
      return false;
    }
    MemorySegment bytes = RecordValues.single(feature);
    return bytes.byteSize() <= LONGEST && text(bytes).chars().noneMatch(RecordAnswers::isNoText);
  }

  private static boolean isNoText(int c) {
    return Character.isISOControl(c) || c == UNKNOWN;
  }

  private static String text(MemorySegment bytes) {
    return StandardCharsets.UTF_8.decode(bytes.asByteBuffer()).toString();
  }

  @Override
  public Answer answer(long sample) {
    return with(sample, this::answer);
  }

  private Answer answer(Feature there) {
    if (form instanceof FeatureForm.Values && there.kind() == Kind.BYTES) {
      return new Answer.Word(text(RecordValues.single(there)));
    }
    RecordValues values = values(there);
    if (values.count() != 1 || !(form instanceof FeatureForm.Values)) {
      return new Answer.Row(values.type(), values.shape());
    }
    return values.type() == ElementType.INT64
        ? new Answer.Whole(Reals.integers(values.type()).at(values.data(), 0))
        : new Answer.Real((float) Reals.of(values.type()).at(values.data(), 0));
  }

  /** The numbers; of an image its pixels in grey, as it is. */
  private RecordValues values(Feature there) {
    if (!(form instanceof FeatureForm.Image)) {
      return RecordValues.of(there, form);
    }
    var picture = new ImageBytes(RecordValues.single(there));
    int[] size = picture.size();
    Pixels grey = picture.pixels(1, size[0], size[1], ImageSizing.standard());
    return new RecordValues(
        ElementType.UINT8,
        List.of((long) size[0], (long) size[1]),
        MemorySegment.ofArray(grey.bytes(false)));
  }

  @Override
  public MemorySegment row(long sample) {
    return with(sample, there -> values(there).data());
  }

  private interface Use<T> {
    T of(Feature feature);
  }

  private <T> T with(long sample, Use<T> use) {
    Place place = records.place(sample);
    try {
      return use.of(Example.of(place.bytes()).feature(feature));
    } catch (OctetException e) {
      throw e.where().startsWith(place.file().path().toString()) ? e : place.in(e);
    }
  }

  @Override
  public String place(long sample) {
    Place place = records.place(sample);
    return place.file().path() + ": " + place.file().placeOf(place.index());
  }
}
