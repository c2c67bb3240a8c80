package dev.octet.format.tensorflow.bundle;

import dev.octet.io.NativeMemory;
import dev.octet.lower.Array;
import dev.octet.model.Constant;
import dev.octet.model.ElementType;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a tensor out of the pieces that are stored: a view on one of them where that has it in
 * a row, otherwise put together outside of the heap.
 *
 * @param type of the elements
 * @param wanted the part of the tensor
 */
record Values(ElementType type, Region wanted) {
  private static final int MOST_PIECES = 10_000;

  /**
   * What is stored of a tensor in one place.
   *
   * @param region which part it is
   * @param bytes as many as that has
   */
  record Piece(Region region, MemorySegment bytes) {}

  /** Finds the values in pieces, of which none is needless. */
  Array in(List<Piece> pieces) {
    return new Array(type, wanted.shape(), Constant.stored(bytes(pieces)));
  }

  private long width() {
    return type.bits() / Byte.SIZE;
  }

  private MemorySegment bytes(List<Piece> pieces) {
    if (wanted.elements() == 0) {
      return MemorySegment.NULL;
    }
    if (pieces.size() == 1 && pieces.getFirst().region.holds(wanted)) {
      Piece piece = pieces.getFirst();
      Optional<MemorySegment> view = wanted.view(piece.bytes, piece.region, width());
      if (view.isPresent()) {
        return view.get();
      }
    }
    return joined(pieces);
  }

  private MemorySegment joined(List<Piece> pieces) {
    List<Region> common = common(pieces);
    long bytes = wanted.elements() * width();
    MemorySegment to = NativeMemory.allocate(bytes, Constant.GRAIN);
    for (int i = 0; i < common.size(); i++) {
      Piece piece = pieces.get(i);
      common.get(i).copy(piece.bytes, piece.region, to, wanted, width());
    }
    return to;
  }

  /** Where the pieces go; each element is in exactly one of them. */
  private List<Region> common(List<Piece> pieces) {
    if (pieces.size() > MOST_PIECES) {
      throw Checkpoints.tooLarge("is stored in %d pieces".formatted(pieces.size()));
    }
    var regions = new ArrayList<Region>();
    long elements = 0;
    for (Piece piece : pieces) {
      Region part = piece.region.common(wanted).orElseThrow();
      if (regions.stream().anyMatch(r -> r.common(part).isPresent())) {
        throw Checkpoints.malformed("has values that are stored twice");
      }
      regions.add(part);
      elements += part.elements();
    }
    if (elements != wanted.elements()) {
      throw Checkpoints.malformed(
          "has %d of %d values only".formatted(elements, wanted.elements()));
    }
    return regions;
  }
}
