package dev.octet.cli;

import dev.octet.Digest;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.report.Provenance.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The files that a command line names, whether they are there or are to be written.
 *
 * @param all in the order of the command line
 */
record GivenFiles(List<Given> all) {
  private static final String OUTPUT = "output";

  GivenFiles {
    all = List.copyOf(all);
  }

  /**
   * A word that names a file.
   *
   * @param role what it is for: the option's name, or what stands for it in the synopsis
   * @param text the word
   * @param possible the paths it can mean, the likeliest first: {@code SIGNATURE=PATH:ARRAY}
   */
  record Given(String role, String text, List<Path> possible) {
    Given {
      possible = List.copyOf(possible);
    }

    private Optional<Path> existing() {
      return possible.stream().filter(Files::exists).findFirst();
    }
  }

  /**
   * Those of a command line.
   *
   * @param except the option that does not count
   */
  static GivenFiles of(ParseResult parsed, String except) {
    var all = new ArrayList<Given>();
    for (ArgSpec arg : parsed.matchedArgs()) {
      if (namesFiles(arg) && !role(arg).equals(except.substring(2))) {
        for (String text : arg.stringValues()) {
          all.add(new Given(role(arg), text, possible(text)));
        }
      }
    }
    return new GivenFiles(all);
  }

  private static boolean namesFiles(ArgSpec arg) {
    return arg.type() == Path.class
        || Stream.of(arg.auxiliaryTypes()).anyMatch(t -> t == Path.class)
        || arg.paramLabel().contains("PATH")
        || arg.paramLabel().contains("FILE");
  }

  private static String role(ArgSpec arg) {
    return arg instanceof OptionSpec option
        ? option.longestName().replaceAll("^-+", "")
        : arg.paramLabel().replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  private static List<Path> possible(String text) {
    var texts = new ArrayList<String>();
    String rest = text;
    int equals;
    do {
      texts.add(rest);
      int colon = rest.lastIndexOf(':');
      if (colon > 0) {
        texts.add(rest.substring(0, colon));
      }
      equals = rest.indexOf('=');
      rest = rest.substring(equals + 1);
    } while (equals >= 0);
    return texts.stream().filter(t -> !t.isEmpty()).flatMap(t -> path(t).stream()).toList();
  }

  private static Optional<Path> path(String text) {
    try {
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** The word that names this file, too. */
  Optional<String> conflicting(Path file) {
    return all.stream()
        .filter(g -> g.possible().stream().anyMatch(p -> ModelPaths.same(p, file)))
        .map(Given::text)
        .findFirst();
  }

  /**
   * Those that are there, with what they are known by. Of a folder that the command wrote each
   * file.
   *
   * @param report is not one of them
   */
  List<Source> sources(Path report) {
    var sources = new ArrayList<Source>();
    for (Given given : all) {
      Optional<Path> path = given.existing();
      if (path.isPresent() && given.role().equals(OUTPUT) && Files.isDirectory(path.get())) {
        filesIn(path.get()).stream()
            .filter(f -> !ModelPaths.same(f, report))
            .map(f -> source(given.role(), f))
            .forEach(sources::add);
      } else {
        path.map(p -> source(given.role(), p)).ifPresent(sources::add);
      }
    }
    return sources.stream().distinct().toList();
  }

  private static List<Path> filesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new OctetException(ErrorCode.NOT_READABLE, "cannot be read")
          .in(folder.toString())
          .because(e);
    }
  }

  private static Source source(String role, Path path) {
    boolean isKnown = Files.isRegularFile(path) || Files.isDirectory(path);
    return new Source(
        role, path.toString(), isKnown ? Digest.of(path) : "", isKnown ? ModelPaths.size(path) : 0);
  }
}
