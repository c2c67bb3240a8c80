package dev.octet.model;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a node computes.
 *
 * @param name the builtin operator's name in the schema ({@code CONV_2D}), {@code BUILTIN_n} for a
 *     number that the schema does not know, or the custom code
 * @param custom whether the name is a custom code
 * @param version the op version, from 1
 * @param options the builtin options, or null when the op has none
 * @param customOptions the bytes of a custom op's options, or null
 * @param extras fields of the file that Octet carries along (which inputs the op writes to), or
 *     null
 */
public record Operation(
    String name,
    boolean custom,
    int version,
    @Nullable Attributes options,
    @Nullable MemorySegment customOptions,
    @Nullable Attributes extras) {
  /** A builtin op of version 1. */
  public static Operation builtin(String name, @Nullable Attributes options) {
    return new Operation(name, false, 1, options, null, null);
  }

  /** A custom op; its options are opaque bytes. */
  public static Operation custom(String code, MemorySegment options) {
    return new Operation(code, true, 1, null, options, null);
  }

  /** This in another version. */
  public Operation withVersion(int newVersion) {
    return new Operation(name, custom, newVersion, options, customOptions, extras);
  }

  /** This with other builtin options. */
  public Operation withOptions(@Nullable Attributes newOptions) {
    return new Operation(name, custom, version, newOptions, customOptions, extras);
  }

  /** Whether this is the builtin op of that name. */
  public boolean is(String builtin) {
    return !custom && name.equals(builtin);
  }
}
