package dev.octet.cli;

import dev.octet.Studying;
import java.util.List;

/**
 * One {@code octet study}.
 *
 * @param studying what is to be done
 * @param command the words of the command line
 */
record StudyOptions(Studying studying, List<String> command) {
  StudyOptions {
    command = List.copyOf(command);
  }
}
