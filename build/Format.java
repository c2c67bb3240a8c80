import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Checks, or with {@code apply} rewrites, the format of every written (not generated) source. */
void main(String[] args) throws Exception {
  boolean check = !args[0].equals("apply");
  var formatter = new Formatter();
  var changed = new ArrayList<Path>();
  try (var files = Files.walk(Path.of(args[1]))) {
    for (Path file : files.filter(this::isWritten).toList()) {
      String before = Files.readString(file);
      String after = formatter.formatSourceAndFixImports(before);
      if (!after.equals(before)) {
        changed.add(file);
        if (!check) {
          Files.writeString(file, after);
        }
      }
    }
  }
  if (check && !changed.isEmpty()) {
    changed.forEach(f -> System.err.println("not formatted: " + f));
    System.err.println("fix: mvn -q validate -Dformat=apply");
    System.exit(1);
  }
}

boolean isWritten(Path p) {
  String path = p.toString().replace('\\', '/');
  return path.endsWith(".java")
      && (path.contains("/src/main/") || path.contains("/src/test/"))
      && !path.contains("/target/");
}
