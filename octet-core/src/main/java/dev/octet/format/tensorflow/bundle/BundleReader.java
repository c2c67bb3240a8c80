package dev.octet.format.tensorflow.bundle;

import dev.octet.error.OctetException;
import dev.octet.io.MaskedCrc;
import dev.octet.lower.Array;
import dev.octet.model.ElementType;
import dev.octet.model.Shape;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Reads tensors, whole ones and those in slices. Each character of a key is a byte. */
final class BundleReader {
  private final BundleIndex index;
  private final DataFiles files;
  private final Map<String, MemorySegment> checked = new ConcurrentHashMap<>();

  BundleReader(BundleIndex index, DataFiles files) {
    this.index = index;
    this.files = files;
  }

  /** What the index says of a tensor. */
  BundleEntry entry(String key) {
    BundleEntry entry = index.entries().get(key);
    if (entry == null) {
      throw Checkpoints.malformed("there is no tensor %s".formatted(BundleKeys.quoted(key)));
    }
    return entry;
  }

  /** The values of a part of a tensor. */
  Array read(String key, String shapeAndSlice) {
    BundleEntry entry = entry(key);
    return in(
        key,
        entry,
        () -> {
          var values =
              new Values(entry.elementType(), ShapeAndSlice.of(shapeAndSlice, entry.shape()));
          return values.in(
              entry.isSliced()
                  ? slices(key, entry, values.wanted())
                  : List.of(piece(key, entry, Region.all(entry.shape()), values.type())));
        });
  }

  /** The texts of a tensor. */
  List<MemorySegment> texts(String key) {
    BundleEntry entry = entry(key);
    return in(
        key,
        entry,
        () -> {
          if (!entry.isText() || entry.isSliced()) {
            throw Checkpoints.malformed("has no texts");
          }
          return StringTensor.read(entry, files.bytes(entry));
        });
  }

  private List<Values.Piece> slices(String key, BundleEntry whole, Region wanted) {
    var pieces = new ArrayList<Values.Piece>();
    for (Slice slice : whole.slices()) {
      Region region = slice.in(whole.shape());
      if (region.common(wanted).isEmpty()) {
        continue;
      }
      String stored = SliceKey.of(key, slice);
      BundleEntry entry = index.entries().get(stored);
      if (entry == null || entry.type() != whole.type() || entry.isSliced()) {
        throw Checkpoints.malformed("its slice %s is not there".formatted(slice));
      }
      pieces.add(in(stored, entry, () -> piece(stored, entry, region, whole.elementType())));
    }
    return pieces;
  }

  private Values.Piece piece(String key, BundleEntry entry, Region region, ElementType type) {
    Shape shape = region.shape();
    if (!entry.shape().equals(shape)) {
      throw Checkpoints.malformed("has shape %s, not %s".formatted(entry.shape(), shape));
    }
    if (entry.size() != type.bytes(shape.elements())) {
      throw Checkpoints.malformed("%s%s has %d bytes".formatted(type.text(), shape, entry.size()));
    }
    return new Values.Piece(region, checked.computeIfAbsent(key, _ -> checked(entry)));
  }

  private MemorySegment checked(BundleEntry entry) {
    MemorySegment bytes = files.bytes(entry);
    StringTensor.checkSame(MaskedCrc.of(bytes), entry.checksum());
    return bytes;
  }

  /** Reads something, and says where it was when that fails. */
  private <T> T in(String key, BundleEntry entry, Supplier<T> read) {
    try {
      return read.get();
    } catch (OctetException e) {
      if (!e.where().isEmpty()) {
        throw e;
      }
      OctetException named = e.in(BundleKeys.quoted(key));
      throw entry.isSliced()
          ? named
          : named.in("byte " + entry.offset()).in(files.path(entry.shard()).toString());
    }
  }
}
