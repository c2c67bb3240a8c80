package dev.octet.rewrite;

import dev.octet.model.Node;
import dev.octet.model.Operation;
import dev.octet.model.Shape;
import dev.octet.model.Tensor;
import java.util.Arrays;

/**
 * Lets a product with weights keep the dimensions that are made one before it, and several again
 * behind it.
 *
 * <pre>
 * %r = RESHAPE(%x: f32[2,3,4], const {6,4})
 * %d = FULLY_CONNECTED(%r, %w, %b)
 * %y = RESHAPE(%d, const {2,3,5})   →   %y = FULLY_CONNECTED(%x, %w, %b) keep_num_dims: true
 * </pre>
 */
final class KeepProductDims implements NodeRewrite {
  /** From this version on the op keeps dimensions. */
  private static final int VERSION = 5;

  @Override
  public boolean rewrite(Node node, GraphEditor edit) {
    Node product =
        edit.isEntry() && node.operation().is("RESHAPE")
            ? edit.privateProducer(node.input(0))
            : null;
    Node flat =
        product != null && product.operation().is("FULLY_CONNECTED")
            ? edit.producer(product.input(0))
            : null;
    Tensor x = flat != null && flat.operation().is("RESHAPE") ? flat.input(0) : null;
    if (product == null || x == null || !isAlong(x, product, node.output(0).shape())) {
      return false;
    }
    Node keeping = Nodes.withOption(product, "FullyConnectedOptions", "keep_num_dims", true);
    Operation operation = keeping.operation();
    Node versioned =
        Nodes.withOperation(keeping, operation.withVersion(Math.max(operation.version(), VERSION)));
    Node whole = Nodes.withInput(versioned, 0, x);
    edit.replace(product, Nodes.withOutput(whole, product.output(0), node.output(0)));
    return true;
  }

  /** Whether the result has the dimensions of x but for the last one. */
  private static boolean isAlong(Tensor x, Node product, Shape result) {
    Tensor in = product.input(0);
    Shape from = x.shape();
    return in != null
        && Values.isFloat(x)
        && !x.isVariable()
        && in.shape().rank() == 2
        && product.output(0).shape().rank() == 2
        && from.rank() == result.rank()
        && from.rank() > 1
        && from.dim(-1) == in.shape().dim(1)
        && result.dim(-1) == product.output(0).shape().dim(1)
        && Arrays.equals(allButLast(from), allButLast(result));
  }

  private static int[] allButLast(Shape shape) {
    return Arrays.copyOf(shape.signature(), shape.rank() - 1);
  }
}
