package dev.octet.tune;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.octet.plan.Improvement;
import dev.octet.plan.Recipe;
import dev.octet.plan.Selector;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One way to quantize a model: what it adds to the recipe that a search starts from.
 *
 * @param improvements what is done to make the result better
 * @param choices what single nodes get, by the regular expressions that find them and no others
 */
public record Candidate(Set<Improvement> improvements, SortedMap<String, Choice> choices) {
  /** The recipe as it is. */
  public static final Candidate PLAIN = new Candidate(Set.of(), Collections.emptySortedMap());

  /** Copies both. */
  public Candidate {
    var sorted = EnumSet.noneOf(Improvement.class);
    sorted.addAll(improvements);
    improvements = Collections.unmodifiableSet(sorted);
    choices = Collections.unmodifiableSortedMap(new TreeMap<>(choices));
  }

  /** This with one more improvement. */
  public Candidate with(Improvement improvement) {
    var more = EnumSet.of(improvement);
    more.addAll(improvements);
    return new Candidate(more, choices);
  }

  /** The nodes with a choice. */
  List<String> nodes(Choice choice) {
    return choices.keySet().stream().filter(n -> choices.get(n) == choice).toList();
  }

  /** What an expression for a node finds, for people. */
  static String name(String expression) {
    return expression.replaceAll("^\\^|\\(;\\|\\$\\)$|\\$$|\\\\", "").replaceAll(";.*", "");
  }

  /** This with the same choice for some nodes. */
  public Candidate with(Collection<String> nodes, Choice choice) {
    var more = new TreeMap<>(choices);
    nodes.forEach(n -> more.put(n, choice));
    return new Candidate(improvements, more);
  }

  /** This with what the recipe says for some nodes. */
  public Candidate without(Collection<String> nodes) {
    var fewer = new TreeMap<>(choices);
    fewer.keySet().removeAll(nodes);
    return new Candidate(improvements, fewer);
  }

  /**
   * The recipe that makes it.
   *
   * @throws dev.octet.error.OctetException {@code USAGE} if an improvement can do nothing for it
   */
  public Recipe recipe(Recipe base) {
    Recipe recipe = base;
    for (Improvement improvement : improvements) {
      recipe = recipe.withImprovement(improvement);
    }
    for (Map.Entry<String, Choice> choice : choices.entrySet()) {
      recipe = recipe.with(choice.getValue().rule(Selector.node(choice.getKey())));
    }
    return recipe;
  }

  /** What distinguishes it from the recipe as it is, in a few words. */
  public String text() {
    var words = new StringJoiner(", ");
    if (!improvements.isEmpty()) {
      words.add(improvements.stream().map(Improvement::text).collect(Collectors.joining(" + ")));
    }
    for (Choice choice : Choice.values()) {
      long nodes = choices.values().stream().filter(c -> c == choice).count();
      if (nodes > 0) {
        words.add("%d %s in %s".formatted(nodes, nodes == 1 ? "op" : "ops", choice.text()));
      }
    }
    return words.length() == 0 ? "plain" : words.toString();
  }

  /** What it is known by: equal for equal candidates. */
  public String digest() {
    return Digests.of(json().toString());
  }

  /** As {@link CandidateJson} reads it. */
  public JsonObject json() {
    var json = new JsonObject();
    var names = new JsonArray();
    improvements.forEach(i -> names.add((JsonElement) new JsonPrimitive(i.text())));
    json.add("improve", names);
    var nodes = new JsonObject();
    choices.forEach((node, choice) -> nodes.addProperty(node, choice.text()));
    json.add("nodes", nodes);
    return json;
  }
}
