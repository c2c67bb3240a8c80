package dev.octet.format.hdf5;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import java.util.HashMap;
import java.util.Map;

/** The attributes of an object: in its header, or, when they are many, in a heap. */
final class Attributes {
  private Attributes() {}

  static Map<String, AttributeMessage> read(Storage storage, Header header) {
    var attributes = new HashMap<String, AttributeMessage>();
    for (AttributeInfoMessage info :
        header.all(AttributeInfoMessage.MESSAGE_TYPE, AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        addDense(storage, info, attributes);
      }
    }
    header
        .all(AttributeMessage.MESSAGE_TYPE, AttributeMessage.class)
        .forEach(a -> add(a, attributes));
    return Map.copyOf(attributes);
  }

  private static void addDense(
      Storage storage, AttributeInfoMessage info, Map<String, AttributeMessage> attributes) {
    FractalHeap heap = Dense.heap(storage, info.getFractalHeapAddress());
    BTreeV2<AttributeNameForIndexedAttributesRecord> names =
        Dense.tree(storage, info.getAttributeNameBTreeAddress());
    for (var record : names.getRecords()) {
      add(
          new AttributeMessage(heap.getId(record.getHeapId()), storage, record.getFlags()),
          attributes);
    }
  }

  private static void add(AttributeMessage attribute, Map<String, AttributeMessage> attributes) {
    if (attributes.put(attribute.getName(), attribute) != null) {
      throw Hdf5Errors.malformed("has attribute '" + attribute.getName() + "' twice");
    }
  }
}
