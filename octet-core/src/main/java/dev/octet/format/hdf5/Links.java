package dev.octet.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What a group holds, by name; none of it is opened yet. */
final class Links {
  private static final int SOFT = 2;

  private Links() {}

  /** Whether an object is a group. */
  static boolean isGroup(Header header) {
    return header.has(SymbolTableMessage.MESSAGE_TYPE)
        || header.has(LinkInfoMessage.MESSAGE_TYPE)
        || header.has(LinkMessage.MESSAGE_TYPE);
  }

  /** The links, in the order of the file if it keeps one, by name otherwise. */
  static SequencedMap<String, Link> of(Header group) {
    var links = new LinkedHashMap<String, Link>();
    group
        .optional(SymbolTableMessage.MESSAGE_TYPE, SymbolTableMessage.class)
        .ifPresentOrElse(
            table -> addSymbols(group.storage(), table, links),
            () -> messages(group).forEach(m -> put(m.getLinkName(), link(m), links)));
    return Collections.unmodifiableSequencedMap(links);
  }

  /** Files of the oldest, most usual form: a tree of tables, sorted by name. */
  private static void addSymbols(
      Storage storage, SymbolTableMessage table, Map<String, Link> links) {
    BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    for (long node : tree.getChildAddresses()) {
      for (SymbolTableEntry entry :
          new GroupSymbolTableNode(storage, node).getSymbolTableEntries()) {
        put(
            name(names, entry.getLinkNameOffset()),
            entry.getCacheType() == SOFT
                ? new Link.Soft(name(names, entry.getLinkValueOffset()))
                : new Link.Hard(entry.getObjectHeaderAddress()),
            links);
      }
    }
  }

  private static String name(ByteBuffer names, int offset) {
    return Utils.readUntilNull(names.duplicate().position(offset));
  }

  private static List<LinkMessage> messages(Header group) {
    var messages = new ArrayList<>(group.all(LinkMessage.MESSAGE_TYPE, LinkMessage.class));
    Optional<LinkInfoMessage> info =
        group.optional(LinkInfoMessage.MESSAGE_TYPE, LinkInfoMessage.class);
    info.filter(i -> i.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS)
        .ifPresent(i -> addDense(group.storage(), i, messages));
    boolean ordered = info.filter(LinkInfoMessage::isLinkCreationOrderTracked).isPresent();
    messages.sort(
        ordered
            ? Comparator.comparingLong(LinkMessage::getCreationOrder)
            : Comparator.comparing(LinkMessage::getLinkName));
    return messages;
  }

  private static void addDense(Storage storage, LinkInfoMessage info, List<LinkMessage> messages) {
    FractalHeap heap = Dense.heap(storage, info.getFractalHeapAddress());
    BTreeV2<LinkNameForIndexedGroupRecord> tree =
        Dense.tree(storage, info.getBTreeNameIndexAddress());
    for (var record : tree.getRecords()) {
      messages.add(LinkMessage.fromBuffer(heap.getId(record.getId()), storage.getSuperblock()));
    }
  }

  private static Link link(LinkMessage message) {
    return switch (message.getLinkType()) {
      case HARD -> new Link.Hard(message.getHardLinkAddress());
      case SOFT -> new Link.Soft(message.getSoftLink());
      case EXTERNAL -> new Link.External(message.getExternalFile());
    };
  }

  private static void put(String name, Link link, Map<String, Link> links) {
    if (name.isEmpty() || name.equals(".") || name.contains("/")) {
      throw Hdf5Errors.malformed("holds something by the name of '" + name + "'");
    }
    if (links.put(name, link) != null) {
      throw Hdf5Errors.malformed("holds '" + name + "' twice");
    }
  }
}
