package dev.octet.format.tensorflow;

import java.util.Optional;
import java.util.regex.Pattern;

/** What to do about ops that no model for LiteRT can have. */
enum OpAdvice {
  /** Reads files, queues or data sets, or takes their records apart. */
  READS(
      "ReadFile|Decode(?!ProtoV)\\w+|Parse\\w*Example\\w*|ParseTensor|ParseSequenceExample\\w*"
          + "|Queue\\w*|\\w*Queue(V2)?|Iterator\\w*|OneShotIterator|\\w*Dataset\\w*|\\w*Reader\\w*"
          + "|ExtractJpegShape|MatchingFiles|Batch|Unbatch",
      "let the model start behind the reading and decoding: --inputs NAME=SHAPE for a frozen graph,"
          + " another signature for a SavedModel"),
  /** Calls what is no graph. */
  PYTHON(
      "(Eager)?PyFunc\\w*|NumericalPyFunc",
      "write what the Python function does in ops of TensorFlow"),
  /** Needs a value that nobody gives. */
  PLACEHOLDER("Placeholder(V2)?", "name it among the inputs"),
  /** Reads variables of another process, or of a checkpoint. */
  RESTORES("Restore(V2|Slice)?|\\w*RemoteCall|Recv|Send", "freeze the graph with its checkpoint");

  private final Pattern ops;
  private final String advice;

  OpAdvice(String ops, String advice) {
    this.ops = Pattern.compile(ops);
    this.advice = advice;
  }

  /** What to do about an op; empty where there is nothing special about it. */
  static Optional<String> of(String op) {
    for (OpAdvice advice : values()) {
      if (advice.ops.matcher(op).matches()) {
        return Optional.of(advice.advice);
      }
    }
    return Optional.empty();
  }
}
