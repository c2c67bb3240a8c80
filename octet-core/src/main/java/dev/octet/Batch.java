package dev.octet;

/** How many samples go into a model at a time: the size of the first dimension of its inputs. */
public sealed interface Batch {
  /** What the file says; where a Keras file leaves it open, one. */
  record AsFile() implements Batch {}

  /** So many. */
  record Of(int samples) implements Batch {
    /** Checks that there is one at least. */
    public Of {
      if (samples < 1) {
        throw new IllegalArgumentException("a batch of " + samples);
      }
    }
  }

  /** What comes with each run. */
  record Dynamic() implements Batch {}
}
