/**
 * The {@code octet} command.
 *
 * <p>{@link dev.octet.cli.Main} wires the process's streams to {@link dev.octet.cli.Cli}, which
 * parses a command line with picocli and runs one command class. A command class turns its options
 * into one immutable record, checks that they can be meant together, calls the library and prints.
 * Nothing but the answer goes to standard output; everything else goes to standard error.
 */
@NullMarked
package dev.octet.cli;

import org.jspecify.annotations.NullMarked;
