package dev.octet.quantize;

import dev.octet.model.ElementType;
import dev.octet.model.Node;
import dev.octet.model.Quantization.PerTensor;
import dev.octet.model.Tensor;

/**
 * The QUANTIZE and DEQUANTIZE ops that a partly quantized model has itself, where float ops around
 * them become integer: a value is then the same on both sides, in another form.
 *
 * <pre>
 * %d = DEQUANTIZE(%q: i8)                 %y: i8 = ABS(%q)        with the parameters of %q
 * %y = ABS(%d)                       →
 * %p: i8 = QUANTIZE(%y)                   ops that read %p read %y, which has the parameters of %p
 * </pre>
 *
 * <p>Whoever needs the other form still gets it, by the same op as before.
 */
final class Borders {
  private final Forms forms;

  Borders(Forms forms) {
    this.forms = forms;
  }

  /** Takes over what a node says, if it is a border. */
  boolean absorb(Node node) {
    Tensor input = node.input(0);
    if (node.operation().custom() || input == null || input.isConstant()) {
      return false;
    }
    Tensor output = node.output(0);
    return switch (node.op()) {
      case "DEQUANTIZE" -> dequantize(input, output);
      case "QUANTIZE" -> quantize(input, output);
      default -> false;
    };
  }

  private boolean dequantize(Tensor input, Tensor output) {
    Tensor source = forms.asMade(input);
    if (!(source.quantization() instanceof PerTensor) || output.type() != ElementType.FLOAT32) {
      return false;
    }
    forms.reserveName(output, ElementType.FLOAT32, null);
    forms.define(output, source);
    return true;
  }

  private boolean quantize(Tensor input, Tensor output) {
    if (!(output.quantization() instanceof PerTensor parameters)
        || input.type() != ElementType.FLOAT32) {
      return false;
    }
    forms.reserveName(input, output.type(), parameters, output.name());
    forms.define(output, forms.as(input, output.type(), parameters));
    return true;
  }
}
