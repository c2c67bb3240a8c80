package dev.octet.format.tensorflow;

import dev.octet.format.tensorflow.graph.Dimensions;
import dev.octet.lower.Array;
import dev.octet.model.ElementType;
import dev.octet.model.Tensor;
import java.util.List;
import java.util.Optional;

/** A list of tensors of one type and shape, which TensorFlow has ops for and LiteRT has not. */
sealed interface TensorList {
  /** The type of the elements. */
  ElementType type();

  /**
   * A list that is one tensor.
   *
   * @param stacked {@code [n, element…]}
   * @param fits whether it is known to have room for all that is set, though it could grow
   */
  record Whole(Tensor stacked, boolean fits) implements TensorList {
    Whole(Tensor stacked) {
      this(stacked, false);
    }

    @Override
    public ElementType type() {
      return stacked.type();
    }
  }

  /**
   * A list of known tensors.
   *
   * @param type of the elements
   * @param element what is said of their shape
   * @param parts empty where nothing was set; those are zeros
   */
  record Parts(ElementType type, Dimensions element, List<Optional<Tensor>> parts)
      implements TensorList {
    /** Copies the list. */
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /**
   * A list of which nothing was set.
   *
   * @param type of the elements
   * @param element what is said of their shape
   * @param count how many there are, a number that may be computed
   */
  record Reserved(ElementType type, Dimensions element, Tensor count) implements TensorList {
    /** How many there are, if that is known before the model runs. */
    Optional<Integer> known() {
      return Optional.ofNullable(count.data())
          .map(data -> (int) new Array(count.type(), count.shape(), data).doubles()[0]);
    }
  }
}
