package dev.octet.evaluate;

/**
 * What a metric keeps of each sample: the value of the metric comes of the sum of its numbers by
 * the sum of its weights. Threads write different samples.
 */
sealed interface Column {
  /** How many samples there are. */
  int size();

  /** What a sample adds above the line. */
  double number(int sample);

  /** What it adds below; 0 for a sample that says nothing. */
  double weight(int sample);

  /** Notes a sample. */
  void put(int sample, double number, double weight);

  /** The sums by each other, in the order of samples; NaN where no sample says anything. */
  default double ratio() {
    double numbers = 0;
    double weights = 0;
    for (int i = 0; i < size(); i++) {
      numbers += number(i);
      weights += weight(i);
    }
    return numbers / weights;
  }

  /** The greatest number; 0 for none. */
  default double greatest() {
    double greatest = 0;
    for (int i = 0; i < size(); i++) {
      greatest = Math.max(greatest, number(i));
    }
    return greatest;
  }

  /** Yes or no. */
  final class Flags implements Column {
    private final byte[] flags;

    Flags(int samples) {
      flags = new byte[samples];
    }

    @Override
    public int size() {
      return flags.length;
    }

    @Override
    public double number(int sample) {
      return flags[sample];
    }

    @Override
    public double weight(int sample) {
      return 1;
    }

    @Override
    public void put(int sample, double number, double weight) {
      flags[sample] = (byte) number;
    }
  }

  /** Any numbers; a sample that is never put says nothing. */
  final class Sums implements Column {
    private final double[] numbers;
    private final double[] weights;

    Sums(int samples) {
      numbers = new double[samples];
      weights = new double[samples];
    }

    /** Not a copy. */
    double[] numbers() {
      return numbers;
    }

    /** Not a copy. */
    double[] weights() {
      return weights;
    }

    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public double number(int sample) {
      return numbers[sample];
    }

    @Override
    public double weight(int sample) {
      return weights[sample];
    }

    @Override
    public void put(int sample, double number, double weight) {
      numbers[sample] = number;
      weights[sample] = weight;
    }
  }
}
