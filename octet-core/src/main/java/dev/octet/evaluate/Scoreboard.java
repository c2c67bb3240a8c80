package dev.octet.evaluate;

import dev.octet.evaluate.Evaluation.Score;
import dev.octet.evaluate.Figure.Difference;
import dev.octet.evaluate.Gauge.Against;
import dev.octet.evaluate.Gauge.OfConfusion;
import dev.octet.evaluate.Gauge.OfSamples;
import dev.octet.runtime.SideBySide;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes scores of cards. */
final class Scoreboard {
  private final List<Contestant> contestants;
  private final List<Card> cards;
  private final Selection selection;
  private final Answers answers;
  private final EvaluationOptions options;
  private final Bootstrap bootstrap;

  /** A board; cards are as many as contestants. */
  Scoreboard(
      List<Contestant> contestants,
      List<Card> cards,
      Selection selection,
      Answers answers,
      EvaluationOptions options) {
    this.contestants = contestants;
    this.cards = cards;
    this.selection = selection;
    this.answers = answers;
    this.options = options;
    MetricOptions metrics = options.metrics();
    this.bootstrap = new Bootstrap(metrics.resamples(), metrics.seed());
  }

  /** A metric of a model. */
  private record Place(int model, int metric) {}

  List<Score> scores() {
    List<Place> places = places();
    var figures = new ConcurrentHashMap<Place, Figure>();
    SideBySide.run(
        options.threads(),
        places.size(),
        turns -> {
          long done = 0;
          for (long i = turns.next(); i >= 0; i = turns.next()) {
            Place place = places.get((int) i);
            figures.put(place, figure(place));
            done++;
          }
          return done;
        });
    var scores = new ArrayList<Score>();
    for (int i = 0; i < cards.size(); i++) {
      scores.add(score(i, figures));
    }
    return scores;
  }

  private List<Place> places() {
    var places = new ArrayList<Place>();
    for (int model = 0; model < cards.size(); model++) {
      for (int metric = 0; metric < selection.shown().size(); metric++) {
        if (model > 0 || !isAgainstFirst(selection.shown().get(metric))) {
          places.add(new Place(model, metric));
        }
      }
    }
    return places;
  }

  private boolean isAgainstFirst(Gauge gauge) {
    return gauge.against() == Against.FIRST
        || (gauge.against() == Against.TARGETS_OR_FIRST && answers.targets() == null);
  }

  private Score score(int model, Map<Place, Figure> figures) {
    var ofModel = new LinkedHashMap<String, Figure>();
    for (int i = 0; i < selection.shown().size(); i++) {
      Figure figure = figures.get(new Place(model, i));
      if (figure != null) {
        ofModel.put(figure.metric(), figure);
      }
    }
    Contestant contestant = contestants.get(model);
    Card card = cards.get(model);
    return new Score(
        contestant.model().file(),
        contestant.model().byteSize(),
        contestant.outputName(),
        answers.areClasses() ? card.accuracy(options.top()) : null,
        card.likeness(),
        card.broken(),
        ofModel,
        confusion(model));
  }

  private @Nullable Confusion confusion(int model) {
    return cards.get(model).counts().confusion(answers.names());
  }

  private Figure figure(Place place) {
    Gauge gauge = selection.shown().get(place.metric);
    return switch (gauge) {
      case OfSamples samples -> figure(samples, place.model);
      case OfConfusion ofConfusion -> figure(ofConfusion, place.model);
    };
  }

  private Figure figure(OfSamples gauge, int model) {
    Column column = column(gauge, model);
    double value = gauge.value(column);
    Difference difference = null;
    if (model > 0 && !isAgainstFirst(gauge)) {
      Column first = column(gauge, 0);
      difference =
          new Difference(value - gauge.value(first), bootstrap.difference(gauge, first, column));
    }
    return new Figure(
        gauge.name(),
        gauge.unit(),
        gauge.better(),
        value,
        bootstrap.value(gauge, column),
        difference);
  }

  private Column column(OfSamples gauge, int model) {
    return Objects.requireNonNull(cards.get(model).column(gauge.name()));
  }

  private Figure figure(OfConfusion gauge, int model) {
    double value = value(gauge, model);
    return new Figure(
        gauge.name(),
        gauge.unit(),
        gauge.better(),
        value,
        null,
        model == 0 ? null : new Difference(value - value(gauge, 0), null));
  }

  private double value(OfConfusion gauge, int model) {
    Confusion confusion = confusion(model);
    return confusion == null ? Double.NaN : gauge.figure().applyAsDouble(confusion);
  }
}
