package dev.octet.cli;

import com.google.gson.GsonBuilder;

/**
 * How one command talks to its user.
 *
 * @param terminal the streams
 * @param json whether the answer is for a program
 * @param quiet whether progress and warnings are unwanted
 * @param verbose whether more than usual is wanted on standard error
 */
record Session(Terminal terminal, boolean json, boolean quiet, boolean verbose) {
  /** Starts telling of a long job's progress, which is to be closed at its end. */
  Progress progress() {
    return new Progress(terminal, quiet, System::nanoTime);
  }

  /** Prints the answer. */
  void print(Answer answer) {
    if (json) {
      var gson =
          new GsonBuilder().setPrettyPrinting().serializeNulls().disableHtmlEscaping().create();
      terminal.out().println(gson.toJson(answer.json()));
    } else {
      terminal.out().print(answer.text());
    }
  }

  /** Tells what a long job has just done. */
  void tell(String line) {
    if (!quiet) {
      terminal.err().println("octet: " + Table.plain(line));
    }
  }

  /** Tells of something that is no error but should be known. */
  void warn(String note) {
    if (!quiet) {
      terminal.err().println("octet: note: " + note);
    }
  }
}
