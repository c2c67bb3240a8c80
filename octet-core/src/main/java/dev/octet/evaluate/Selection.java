package dev.octet.evaluate;

import dev.octet.data.NdArray;
import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import dev.octet.evaluate.Gauge.OfConfusion;
import dev.octet.evaluate.Gauge.OfSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is measured.
 *
 * @param shown what was asked for, in order
 * @param measured that and what is always measured, each once
 * @param counts whether there is a confusion matrix
 */
record Selection(List<Gauge> shown, List<OfSamples> measured, boolean counts) {
  private static final int MOST_CHANNELS = 4;

  Selection {
    shown = List.copyOf(shown);
    measured = List.copyOf(measured);
  }

  /** What decides which metrics there can be. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Setting(EvaluationOptions options, Answers answers, int models, int[] dims) {
    boolean areMasks() {
      return answers.areMasks(dims);
    }
  }

  /**
   * Chooses.
   *
   * @throws OctetException {@code USAGE} for a metric that there is not, or that needs what is not
   *     there; {@code BAD_DATA} for labels that it cannot use
   */
  static Selection of(Setting setting) {
    EvaluationOptions options = setting.options();
    List<String> asked = options.metrics().names();
    Catalogue known = Catalogue.of(options.metrics().plugins());
    known.require(asked);
    var names = new ArrayList<>(asked.isEmpty() ? usual(setting) : asked);
    options.metrics().also().stream()
        .filter(n -> !names.contains(n))
        .distinct()
        .forEach(names::add);
    double range = Range.of(setting, names);
    Catalogue catalogue = Catalogue.of(options.metrics().plugins(), range);
    var shown = new ArrayList<Gauge>();
    var counts = setting.answers().areClasses();
    for (String name : names) {
      if (Catalogue.VIEWS.contains(name)) {
        check(name, Gauge.Against.CLASSES_OR_MASKS, setting);
        counts = true;
      } else {
        Gauge gauge = catalogue.find(name);
        check(name, gauge.against(), setting);
        counts |= gauge instanceof OfConfusion;
        shown.add(gauge);
      }
    }
    return new Selection(shown, measured(shown, setting), counts);
  }

  private static List<OfSamples> measured(List<Gauge> shown, Setting setting) {
    var all = new LinkedHashMap<String, OfSamples>();
    if (setting.answers().areClasses()) {
      add(Classifications.top(1), all);
      add(Classifications.top(setting.options().top()), all);
    }
    if (setting.models() > 1) {
      add(Likenesses.AGREEMENT, all);
      add(Likenesses.SQNR, all);
      add(Likenesses.MAX_DIFFERENCE, all);
    }
    for (Gauge gauge : shown) {
      if (gauge instanceof OfSamples samples) {
        add(samples, all);
      }
    }
    return List.copyOf(all.values());
  }

  private static void add(OfSamples gauge, Map<String, OfSamples> all) {
    all.putIfAbsent(gauge.name(), gauge);
  }

  private static List<String> usual(Setting setting) {
    var names = new ArrayList<String>();
    boolean several = setting.models() > 1;
    if (setting.answers().areClasses()) {
      int top = setting.options().top();
      names.add("top1");
      if (top > 1 && Shot.classes(setting.dims()) > top) {
        names.add("top" + top);
      }
      if (several) {
        names.add("agreement");
      }
    } else if (setting.areMasks()) {
      names.add("miou");
    } else if (setting.answers().targets() != null) {
      names.addAll(List.of("mae", "rmse"));
      if (isPicture(setting.dims())) {
        names.addAll(List.of("psnr", "ssim"));
      }
    } else if (several) {
      names.add("agreement");
    }
    if (several) {
      names.add("sqnr");
      if (setting.answers().targets() == null && !setting.answers().areClasses()) {
        names.add("max_difference");
      }
    }
    return names;
  }

  private static boolean isPicture(int[] dims) {
    return Ssim.isImage(dims) && Ssim.layout(dims)[3] <= MOST_CHANNELS;
  }

  private static void check(String name, Gauge.Against against, Setting setting) {
    Answers answers = setting.answers();
    boolean several = setting.models() > 1;
    switch (against) {
      case CLASSES -> require(answers.areClasses(), name, "the class of each sample", setting);
      case MASKS -> require(setting.areMasks(), name, "masks of integers", setting);
      case CLASSES_OR_MASKS ->
          require(
              answers.areClasses() || setting.areMasks(),
              name,
              "classes or masks of integers",
              setting);
      case TARGETS_OR_FIRST -> {
        NdArray targets = answers.targets();
        if (targets == null && !several) {
          throw usage("metric '%s' needs targets, or a second model".formatted(name))
              .advise("give targets with --labels, or several models");
        }
        require(
            targets == null || answers.areLike(setting.dims()),
            name,
            "targets like the output, " + Arrays.toString(setting.dims()).replace(" ", ""),
            setting);
        if (name.equals("ssim") && !Ssim.isImage(setting.dims())) {
          throw new OctetException(
              ErrorCode.BAD_DATA,
              "metric 'ssim' needs images of at least %d×%d, the output is %s"
                  .formatted(
                      Ssim.WINDOW, Ssim.WINDOW, Arrays.toString(setting.dims()).replace(" ", "")));
        }
      }
      case FIRST -> {
        if (!several) {
          throw usage("metric '%s' compares with the first model".formatted(name))
              .advise("give a second model");
        }
      }
      case ANYTHING -> {
        // it sees for itself
      }
    }
  }

  private static void require(boolean fits, String name, String what, Setting setting) {
    if (fits) {
      return;
    }
    Answers answers = setting.answers();
    if (!answers.areClasses() && answers.targets() == null) {
      throw usage("metric '%s' needs labels".formatted(name))
          .advise("give %s with --labels".formatted(what));
    }
    throw new OctetException(ErrorCode.BAD_DATA, "metric '%s' needs %s".formatted(name, what))
        .advise("the labels are " + answers);
  }

  private static OctetException usage(String what) {
    return new OctetException(ErrorCode.USAGE, what);
  }
}
