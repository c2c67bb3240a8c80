package dev.octet.evaluate;

import dev.octet.runtime.EngineOptions;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.List;

/** All contestants on each sample: what one thread does. */
final class Round {
  private final List<Contestant> contestants;
  private final List<Card> cards;
  private final Answers answers;
  private final boolean counts;
  private final int ignored;

  /** A round; cards are as many as contestants. */
  Round(
      List<Contestant> contestants,
      List<Card> cards,
      Answers answers,
      boolean counts,
      int ignored) {
    this.contestants = contestants;
    this.cards = cards;
    this.answers = answers;
    this.counts = counts;
    this.ignored = ignored;
  }

  /** Plays until no sample is left; the number of samples played. */
  long play(SideBySide.Turns turns, EngineOptions options, Pulse pulse) {
    var seats = new ArrayList<Seat>();
    var truth = new Truth();
    try {
      for (int i = 0; i < contestants.size(); i++) {
        var shot = new Shot(i == 0 ? null : seats.getFirst().shot, truth);
        seats.add(new Seat(new Lane(contestants.get(i), options), shot, new Counts(ignored)));
      }
      long played = 0;
      for (long i = turns.next(); i >= 0; i = turns.next()) {
        answers.tell((int) i, truth);
        for (int c = 0; c < seats.size(); c++) {
          play((int) i, c, seats);
        }
        pulse.done();
        played++;
      }
      return played;
    } finally {
      seats.forEach(s -> s.lane.close());
      for (int i = 0; i < seats.size(); i++) {
        cards.get(i).add(seats.get(i).counts);
      }
    }
  }

  /** What a thread has for a contestant. */
  private record Seat(Lane lane, Shot shot, Counts counts) {}

  private void play(int sample, int place, List<Seat> seats) {
    Seat seat = seats.get(place);
    Shot shot = seat.shot;
    seat.lane.run(sample, shot);
    Contestant contestant = contestants.get(place);
    answers.check(contestant, shot);
    Shot first = shot.first();
    if (first != null) {
      contestant.checkLike(contestants.getFirst(), shot.values().length, first.values().length);
    }
    cards.get(place).note(shot);
    if (counts) {
      count(contestant, shot, seat.counts);
    }
  }

  private void count(Contestant contestant, Shot shot, Counts to) {
    if (answers.areClasses()) {
      to.sample(shot);
    } else {
      contestant.guarded(() -> to.mask(shot));
    }
  }
}
