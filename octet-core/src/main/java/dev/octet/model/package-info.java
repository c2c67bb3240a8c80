/**
 * The intermediate representation: an immutable description of a LiteRT model.
 *
 * <p>A {@link dev.octet.model.Model} holds {@link dev.octet.model.Graph graphs}, a graph holds
 * {@link dev.octet.model.Node nodes} in execution order, a node joins {@link dev.octet.model.Tensor
 * tensors}. Weights are {@link dev.octet.model.Constant constants}: views on the file they came
 * from until something really changes them. A change makes a new model; nothing here has a setter.
 *
 * <p>{@link dev.octet.model.Text} prints and reads models, for people and for tests.
 */
@NullMarked
package dev.octet.model;

import org.jspecify.annotations.NullMarked;
