package dev.octet.format.tensorflow.raise;

import dev.octet.format.tensorflow.graph.NodeDef;

/** What a node does to the flow of control: {@code control_flow_ops.cc}. */
enum Control {
  /** Hands a value on to its second output where the predicate is true, else to its first. */
  SWITCH,
  /** Hands on whichever input comes. */
  MERGE,
  /** Takes a value into a frame. */
  ENTER,
  /** Takes a value out of a frame. */
  EXIT,
  /** Takes a value into the next run of a frame. */
  NEXT_ITERATION,
  /** The predicate of a frame. */
  LOOP_COND,
  /** Nothing. */
  NONE;

  static Control of(NodeDef node) {
    return switch (node.op()) {
      case "Switch", "RefSwitch" -> SWITCH;
      case "Merge", "RefMerge" -> MERGE;
      case "Enter", "RefEnter" -> ENTER;
      case "Exit", "RefExit" -> EXIT;
      case "NextIteration", "RefNextIteration" -> NEXT_ITERATION;
      case "LoopCond" -> LOOP_COND;
      default -> NONE;
    };
  }
}
