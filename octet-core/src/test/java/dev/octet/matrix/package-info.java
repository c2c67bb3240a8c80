/**
 * What the matrices of cases that other tools made have in common: archives, running, comparing.
 */
@NullMarked
package dev.octet.matrix;

import org.jspecify.annotations.NullMarked;
