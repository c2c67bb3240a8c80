/**
 * Which values the variables of a SavedModel have when it is used: what its restore op reads from
 * the checkpoint, and what its init op sets. Nothing is run; the ops are only looked at.
 */
@NullMarked
package dev.octet.format.tensorflow.restore;

import org.jspecify.annotations.NullMarked;
