package dev.octet.cli;

/** The process: its streams in, its exit code out. The only class that ends the JVM. */
public final class Main {
  private Main() {}

  /**
   * Runs one command line and exits with its code: 0 done, 1 the answer is no, 2 usage, 3 bad
   * input, 4 internal error.
   *
   * @param args the arguments of {@code octet}
   */
  public static void main(String[] args) {
    Terminal terminal = Terminal.ofProcess();
    int code = new Cli(terminal, Jobs.standard()).run(args);
    if (code != 0) { // the JVM looks for a logger before it exits with a code: 20 ms
      System.exit(code);
    }
  }
}
