/**
 * Protocol buffers as views on a file: nothing is copied, and nothing is read before it is used.
 */
@NullMarked
package dev.octet.format.protobuf;

import org.jspecify.annotations.NullMarked;
