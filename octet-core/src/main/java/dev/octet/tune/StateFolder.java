package dev.octet.tune;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.io.SafeFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a search has found out, in a folder: {@code tune.json} says whose it is, and there is a file
 * for each trial and each ranking, written in one step when it is done. A search that was killed
 * goes on from there. Files that cannot be understood count as not there.
 */
public final class StateFolder implements Memory {
  private static final String FORMAT = "octet tune state";
  private static final int VERSION = 1;
  private static final String HEAD = "tune.json";

  private final Path folder;

  private StateFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, or makes one.
   *
   * @param owner what trials depend on, by name: model, data, options
   * @throws OctetException {@code USAGE} if the folder is that of something else, {@code
   *     NOT_READABLE} or {@code NOT_WRITABLE} if it cannot be used
   */
  public static StateFolder open(Path folder, SortedMap<String, String> owner) {
    var state = new StateFolder(folder);
    try {
      Files.createDirectories(folder);
      if (Files.exists(folder.resolve(HEAD))) {
        state.check(owner);
      } else {
        state.requireEmpty();
        state.write(HEAD, head(owner));
      }
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_WRITABLE, "is no folder that can be written")
          .in(folder.toString())
          .because(e);
    }
    return state;
  }

  private static JsonObject head(SortedMap<String, String> owner) {
    var json = new JsonObject();
    json.addProperty("format", FORMAT);
    json.addProperty("version", VERSION);
    owner.forEach(json::addProperty);
    return json;
  }

  private void check(SortedMap<String, String> owner) {
    JsonObject there =
        read(HEAD, JsonElement::getAsJsonObject)
            .filter(h -> h.has("format") && FORMAT.equals(h.get("format").getAsString()))
            .orElseThrow(() -> foreign(HEAD + " in it is not one of octet tune"));
    JsonObject mine = head(owner);
    var names = new TreeSet<>(there.keySet());
    names.addAll(mine.keySet());
    String differences =
        names.stream()
            .filter(n -> !String.valueOf(there.get(n)).equals(String.valueOf(mine.get(n))))
            .map(n -> "%s (%s there, %s now)".formatted(n, text(there.get(n)), text(mine.get(n))))
            .collect(Collectors.joining(", "));
    if (!differences.isEmpty()) {
      throw foreign("it differs in " + differences);
    }
  }

  private static String text(JsonElement value) {
    return value == null ? "none" : value.getAsString();
  }

  private void requireEmpty() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      // a killed process may have left a hidden one that was not finished
      if (files.anyMatch(f -> !f.getFileName().toString().startsWith("."))) {
        throw foreign("it has no " + HEAD + ", but other files");
      }
    }
  }

  private OctetException foreign(String why) {
    return new OctetException(ErrorCode.USAGE, "is the state of another search: " + why)
        .in(folder.toString())
        .advise("give another folder with --state, or the model, data and options of that search");
  }

  /** Where something else can be kept, such as ranges. */
  public Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public Optional<Measure> reference() {
    return read("float.json", j -> StateJson.measure(j.getAsJsonObject()));
  }

  @Override
  public void keepReference(Measure measure) {
    write("float.json", StateJson.print(measure));
  }

  @Override
  public Optional<Trial> trial(Candidate candidate) {
    return read(name("trial", candidate), j -> StateJson.trial(j.getAsJsonObject()))
        .filter(t -> t.candidate().equals(candidate));
  }

  @Override
  public void keep(Trial trial) {
    write(name("trial", trial.candidate()), StateJson.print(trial));
  }

  @Override
  public Optional<List<String>> ranking(Candidate candidate) {
    return read(name("ranking", candidate), j -> StateJson.names(j.getAsJsonArray()));
  }

  @Override
  public void keepRanking(Candidate candidate, List<String> nodes) {
    write(name("ranking", candidate), StateJson.print(nodes));
  }

  private static String name(String kind, Candidate candidate) {
    return "%s-%s.json".formatted(kind, candidate.digest());
  }

  private <R> Optional<R> read(String name, Function<JsonElement, R> parse) {
    try {
      String text = Files.readString(folder.resolve(name));
      return Optional.of(parse.apply(JsonParser.parseString(text)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(folder.resolve(name).toString())
          .because(e);
    } catch (RuntimeException e) {
      return Optional.empty(); // the trial is made anew
    }
  }

  private void write(String name, JsonElement json) {
    byte[] text =
        new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create()
            .toJson(json)
            .getBytes(StandardCharsets.UTF_8);
    SafeFile.write(folder.resolve(name), channel -> Channels.newOutputStream(channel).write(text));
  }
}
