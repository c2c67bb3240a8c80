/**
 * Which kind of quantization suits a model and what is to run it, with the reasons: LiteRT's
 * decision tree for post-training quantization, asked about one model.
 *
 * <p>A {@link dev.octet.advise.Target} knows which ops a device takes. {@link
 * dev.octet.advise.Forecast}s say what each mode would make of the model, planned and laid out but
 * not calibrated. A {@link dev.octet.advise.Tree} for each target chooses among them.
 */
@NullMarked
package dev.octet.advise;

import org.jspecify.annotations.NullMarked;
