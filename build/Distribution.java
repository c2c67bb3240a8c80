import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The flags of every run, and of the one that makes the cache: they must be the same. */
static final List<String> FLAGS =
    List.of(
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        // models lie outside of the heap; the JVM would allow them no more than the heap's size
        "-XX:MaxDirectMemorySize=512g",
        "-XX:-UsePerfData",
        "-XX:+DisplayVMOutputToStderr",
        "-Xlog:disable",
        "-Djava.awt.headless=true");

/**
 * No notes on which methods run often: from these each run would compile many of them right away,
 * which takes a short command more time than it saves.
 */
static final List<String> WITHOUT_TRAINING =
    List.of(
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-AOTRecordTraining",
        "-XX:-AOTReplayTraining");

/** A jar with native code, and the platform it is for. */
static final Pattern NATIVE =
    Pattern.compile(".*-((linux|macosx|windows|android|ios)-(x86_64|x86|arm64|armhf|ppc64le|riscv64))\\.jar");

/**
 * Lays out what the launcher runs: {@code lib/*.jar} with the natives of this platform only, their
 * order in {@code classpath}, the JVM's flags in {@code jvm.args}, the JDK it was made with in
 * {@code jdk}, and a start-up cache where this JDK can make one.
 *
 * <p>Arguments: the folder to make, the command's own jar, the class path of its dependencies, the
 * folder of the example, Keras files.
 */
void main(String[] args) throws Exception {
  Path home = Path.of(args[0]).toAbsolutePath().normalize();
  Path next = home.resolveSibling(home.getFileName() + ".next");
  delete(next);
  Files.createDirectories(next.resolve("lib"));
  var names = new ArrayList<String>();
  for (Path jar : jars(Path.of(args[1]), args[2])) {
    names.add(jar.getFileName().toString());
    ClassFiles.copy(jar, next.resolve("lib").resolve(jar.getFileName()));
  }
  Files.write(next.resolve("classpath"), names);
  Files.write(next.resolve("jvm.args"), FLAGS);
  Files.writeString(next.resolve("jdk"), System.getProperty("java.home") + "\n");
  delete(home);
  Files.move(next, home);
  makeCache(home, names, List.of(args).subList(3, args.length));
}

List<Path> jars(Path own, String classPath) {
  Stream<Path> dependencies =
      Stream.of(classPath.split(File.pathSeparator)).map(Path::of).filter(Files::isRegularFile);
  return Stream.concat(Stream.of(own), dependencies).filter(this::runsHere).toList();
}

boolean runsHere(Path jar) {
  Matcher matcher = NATIVE.matcher(jar.getFileName().toString());
  return !matcher.matches() || matcher.group(1).equals(platform());
}

String platform() {
  String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
  String arch = System.getProperty("os.arch");
  return (os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux")
      + "-"
      + (arch.equals("amd64") ? "x86_64" : arch.equals("aarch64") ? "arm64" : arch);
}

/** Without a cache the command works all the same, only slower to start. */
void makeCache(Path home, List<String> names, List<String> examples) throws Exception {
  Path cache = home.resolve("octet.aot");
  var command = new ArrayList<String>();
  command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
  command.addAll(FLAGS);
  command.addAll(WITHOUT_TRAINING);
  Path unfinished = home.resolve("octet.aot.part");
  command.add("-XX:AOTCacheOutput=" + unfinished);
  command.add("-cp");
  command.add(
      names.stream()
          .map(name -> home.resolve("lib").resolve(name).toString())
          .collect(Collectors.joining(File.pathSeparator)));
  command.add("dev.octet.cli.Rehearsal");
  command.addAll(examples);
  Path log = home.resolve("octet.aot.log");
  Process rehearsal =
      new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
  if (!rehearsal.waitFor(3, TimeUnit.MINUTES)) {
    rehearsal.destroyForcibly().waitFor();
  }
  if (rehearsal.exitValue() == 0 && Files.exists(unfinished)) {
    Files.move(unfinished, cache);
  } else {
    Files.deleteIfExists(unfinished);
    System.err.println("no start-up cache, octet will start slower; see " + log);
  }
}

void delete(Path folder) throws IOException {
  if (Files.exists(folder)) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
