package dev.octet.format.tensorflow.bundle;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.MappedFile;
import dev.octet.lower.Array;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A checkpoint of TensorFlow: an index, which says what tensors there are, and data files with
 * their values. Values are views on the files; each is checked against its checksum when it is
 * read, and read once. Safe for use by several threads.
 *
 * <p>Source: {@code core/util/tensor_bundle}.
 */
public final class TensorBundle {
  private final Path prefix;
  private final BundleIndex index;
  private final BundleReader reader;
  private final Map<String, Array> read = new ConcurrentHashMap<>();

  private TensorBundle(Path prefix, BundleIndex index) {
    this.prefix = prefix;
    this.index = index;
    this.reader = new BundleReader(index, new DataFiles(prefix, index.shards()));
  }

  /**
   * Opens a checkpoint. Its files are mapped and must not change while it is in use.
   *
   * @param prefix of the names of its files, such as {@code variables/variables}
   * @throws OctetException NOT_READABLE; MALFORMED_MODEL; UNSUPPORTED_MODEL for one of the format
   *     before TensorFlow 1.0, a big-endian or a compressed one
   */
  public static TensorBundle open(Path prefix) {
    Path file = indexOf(prefix);
    if (!Files.exists(file)) {
      checkForm(prefix);
    }
    try {
      return new TensorBundle(prefix, BundleIndex.of(MappedFile.map(file)));
    } catch (OctetException e) {
      boolean missing = e.code() == ErrorCode.NOT_READABLE;
      throw missing ? e.advise("it is the index of the checkpoint") : e.in(file.toString());
    }
  }

  private static Path indexOf(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".index");
  }

  /** A checkpoint of the older form is the file itself. */
  private static void checkForm(Path prefix) {
    if (Files.isRegularFile(prefix) && SortedTable.recognises(MappedFile.map(prefix))) {
      throw new OctetException(
              ErrorCode.UNSUPPORTED_MODEL, "is a checkpoint in the V1 format of TensorFlow 0.x")
          .in(prefix.toString())
          .advise("restore it and save it with tf.compat.v1.train.Saver(write_version=2)");
    }
  }

  /** The keys of all tensors, sorted. */
  public SequencedSet<String> keys() {
    var keys = new LinkedHashSet<String>();
    for (String key : index.entries().keySet()) {
      if (!SliceKey.recognises(key)) {
        keys.add(BundleKeys.text(key));
      }
    }
    return Collections.unmodifiableSequencedSet(keys);
  }

  /** Whether there is a tensor of a key. */
  public boolean has(String key) {
    return index.entries().containsKey(BundleKeys.bytes(key));
  }

  /** The shape of a tensor. */
  public Shape shape(String key) {
    return inIndex(() -> reader.entry(BundleKeys.bytes(key))).shape();
  }

  /**
   * The values of a tensor.
   *
   * @throws OctetException NOT_READABLE if a data file is missing; MALFORMED_MODEL with key, file
   *     and byte if it is damaged, or if there is no such key; UNSUPPORTED_MODEL if its elements
   *     are no numbers
   */
  public Array read(String key) {
    return read(key, "");
  }

  /**
   * The values of a part of a tensor; the same ones for who asks again.
   *
   * @param shapeAndSlice as RestoreV2 has it, such as {@code 10 4 0,5:-}: the shape of the whole,
   *     then what is taken of each dimension; empty for all
   */
  public Array read(String key, String shapeAndSlice) {
    return read.computeIfAbsent(
        key + '\0' + shapeAndSlice,
        _ -> inIndex(() -> reader.read(BundleKeys.bytes(key), shapeAndSlice)));
  }

  /** The texts of a tensor of these, each as a view on its UTF-8 or other bytes. */
  public List<MemorySegment> texts(String key) {
    return inIndex(() -> reader.texts(BundleKeys.bytes(key)));
  }

  /** What does not say which file is wrong is wrong in the index. */
  private <T> T inIndex(Supplier<T> read) {
    try {
      return read.get();
    } catch (OctetException e) {
      throw e.where().contains(prefix.toString()) ? e : e.in(indexOf(prefix).toString());
    }
  }
}
