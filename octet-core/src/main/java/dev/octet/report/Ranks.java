package dev.octet.report;

import dev.octet.report.Layout.Arrow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Gives each op a row below all that it reads; an edge that closes a loop has no say. */
final class Ranks {
  private final List<List<Integer>> next = new ArrayList<>();
  private final int[] waiting;
  private final int[] ranks;
  private final boolean[] done;
  private final ArrayDeque<Integer> ready = new ArrayDeque<>();

  private Ranks(int ops, List<Arrow> arrows) {
    waiting = new int[ops];
    ranks = new int[ops];
    done = new boolean[ops];
    for (int i = 0; i < ops; i++) {
      next.add(new ArrayList<>());
    }
    for (Arrow arrow : arrows) {
      if (arrow.from() != arrow.to()) {
        next.get(arrow.from()).add(arrow.to());
        waiting[arrow.to()]++;
      }
    }
  }

  static int[] of(int ops, List<Arrow> arrows) {
    var all = new Ranks(ops, arrows);
    boolean[] source = new boolean[ops];
    for (int i = 0; i < ops; i++) {
      source[i] = all.waiting[i] == 0;
      if (source[i]) {
        all.take(i);
      }
    }
    all.flow();
    for (int i = 0; i < ops; i++) {
      // what is left stands in loops: open each at its first op
      if (!all.done[i]) {
        all.take(i);
        all.flow();
      }
    }
    all.lower(source);
    return all.ranks;
  }

  private void take(int op) {
    done[op] = true;
    ready.add(op);
  }

  private void flow() {
    while (!ready.isEmpty()) {
      int op = ready.remove();
      for (int reader : next.get(op)) {
        if (done[reader]) {
          continue;
        }
        ranks[reader] = Math.max(ranks[reader], ranks[op] + 1);
        waiting[reader]--;
        if (waiting[reader] == 0) {
          take(reader);
        }
      }
    }
  }

  /** What reads nothing stands right above its first reader, rather than all in the first row. */
  private void lower(boolean[] source) {
    for (int op = 0; op < source.length; op++) {
      if (source[op]) {
        int first = next.get(op).stream().mapToInt(reader -> ranks[reader]).min().orElse(1);
        ranks[op] = Math.max(0, first - 1);
      }
    }
  }
}
