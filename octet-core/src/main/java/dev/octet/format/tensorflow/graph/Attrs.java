package dev.octet.format.tensorflow.graph;

import dev.octet.format.protobuf.Field;
import dev.octet.format.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The attributes of a node or a function: {@code attr_value.proto}. Files leave out those at their
 * defaults, so whoever asks says what the default is.
 */
public final class Attrs {
  /** The number of the field with several values; the others have one. */
  public static final int LIST = 1;

  public static final int TEXT = 2;
  public static final int INTEGER = 3;
  public static final int REAL = 4;
  public static final int FLAG = 5;
  public static final int TYPE = 6;
  private static final int SHAPE = 7;
  static final int TENSOR = 8;
  static final int FUNCTION = 10;

  private final Map<String, Message> values;

  Attrs(Map<String, Message> values) {
    this.values = Map.copyOf(values);
  }

  /** Reads the map of attributes in a field of a message. */
  static Attrs of(Message owner, int number) {
    var values = new HashMap<String, Message>();
    owner.entries(number).forEach(e -> values.put(e.key(), e.message()));
    return new Attrs(values);
  }

  /** The names of all attributes. */
  public Set<String> names() {
    return values.keySet();
  }

  /** Whether there is an attribute, with a value other than its default. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** What an attribute is, whichever kind of value; empty where there is none. */
  public Optional<Field> value(String name) {
    var last = new Field[1];
    Optional.ofNullable(values.get(name)).ifPresent(m -> m.forEach(f -> last[0] = f));
    return Optional.ofNullable(last[0]);
  }

  private Optional<Field> find(String name, int kind) {
    return Optional.ofNullable(values.get(name)).flatMap(m -> m.find(kind));
  }

  private List<Field> list(String name, int kind) {
    return find(name, LIST).map(f -> f.message().all(kind)).orElse(List.of());
  }

  /** A text, such as {@code SAME}. */
  public String text(String name, String otherwise) {
    return find(name, TEXT).map(Field::text).orElse(otherwise);
  }

  /** An integer of 32 bits. */
  public int integer(String name, int otherwise) {
    return find(name, INTEGER).map(f -> Math.toIntExact(f.integer())).orElse(otherwise);
  }

  /** An integer. */
  public long wide(String name, long otherwise) {
    return find(name, INTEGER).map(Field::integer).orElse(otherwise);
  }

  /** A float. */
  public float real(String name, float otherwise) {
    return find(name, REAL).map(Field::real).orElse(otherwise);
  }

  /** A truth value. */
  public boolean flag(String name, boolean otherwise) {
    return find(name, FLAG).map(f -> f.integer() != 0).orElse(otherwise);
  }

  /** An element type. */
  public DataType type(String name, DataType otherwise) {
    return find(name, TYPE).map(f -> DataType.of(f.integer())).orElse(otherwise);
  }

  /** A shape; unknown where there is none. */
  public Dimensions shape(String name) {
    return find(name, SHAPE).map(f -> Dimensions.of(f.message())).orElse(Dimensions.UNKNOWN);
  }

  /** A tensor. */
  public Optional<TensorDef> tensor(String name) {
    return find(name, TENSOR).map(f -> new TensorDef(f.message()));
  }

  /** The name of a function; empty for none. */
  public String function(String name) {
    return find(name, FUNCTION).map(f -> f.message().text(1)).orElse("");
  }

  /** Whether the attribute is a function. */
  public boolean isFunction(String name) {
    return find(name, FUNCTION).isPresent();
  }

  /** The names of several functions. */
  public List<String> functions(String name) {
    return list(name, 9).stream().map(f -> f.message().text(1)).toList();
  }

  /** Several integers of 32 bits; empty where there are none. */
  public int[] integers(String name) {
    var numbers = new ArrayList<Integer>();
    list(name, INTEGER).forEach(f -> f.forEachVarint(v -> numbers.add(Math.toIntExact(v))));
    return numbers.stream().mapToInt(n -> n).toArray();
  }

  /** Several integers; empty where there are none. */
  public long[] wides(String name) {
    var numbers = new ArrayList<Long>();
    list(name, INTEGER).forEach(f -> f.forEachVarint(numbers::add));
    return numbers.stream().mapToLong(n -> n).toArray();
  }

  /** Several floats; empty where there are none. */
  public List<Float> reals(String name) {
    var numbers = new ArrayList<Float>();
    list(name, REAL)
        .forEach(f -> f.forEachFixed32(v -> numbers.add(Float.intBitsToFloat((int) v))));
    return numbers;
  }

  /** Several texts; empty where there are none. */
  public List<String> texts(String name) {
    return list(name, TEXT).stream().map(Field::text).toList();
  }

  /** Several element types; empty where there are none. */
  public List<DataType> types(String name) {
    var types = new ArrayList<DataType>();
    list(name, TYPE).forEach(f -> f.forEachVarint(v -> types.add(DataType.of(v))));
    return types;
  }

  /** Several shapes; empty where there are none. */
  public List<Dimensions> shapes(String name) {
    return list(name, SHAPE).stream().map(f -> Dimensions.of(f.message())).toList();
  }

  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
