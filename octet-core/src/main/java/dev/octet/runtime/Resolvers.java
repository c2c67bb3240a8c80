package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.lang.foreign.Arena;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithXNNPACK;
import org.bytedeco.tensorflowlite.BuiltinOpResolverWithoutDefaultDelegates;
import org.bytedeco.tensorflowlite.OpResolver;

/** LiteRT's tables of kernels; each is made once, when first asked for, and never changes. */
final class Resolvers {
  private Resolvers() {}

  /** The table for these kernels; the library must be loaded. */
  static OpResolver of(KernelSet kernels) {
    return switch (kernels) {
      case DEFAULT -> Default.TABLE;
      case PLAIN -> Plain.TABLE;
      case REFERENCE -> {
        if (!Reference.AVAILABLE) {
          throw new OctetException(
                  ErrorCode.RUNTIME, "the reference kernels are not available on this platform")
              .advise("use the default kernels");
        }
        yield Reference.TABLE;
      }
    };
  }

  private static final class Default {
    static final OpResolver TABLE = new BuiltinOpResolverWithXNNPACK(true);
  }

  private static final class Plain {
    static final OpResolver TABLE = new BuiltinOpResolverWithoutDefaultDelegates();
  }

  /** Has no Java class: its C++ constructor runs on memory that is more than large enough. */
  private static final class Reference {
    private static final String CONSTRUCTOR = "_ZN6tflite3ops7builtin20BuiltinRefOpResolverC1Ev";
    private static final Address MEMORY = new Address(Arena.global().allocate(4096, 16));

    static final boolean AVAILABLE = LiteRt.call(CONSTRUCTOR, MEMORY);
    static final OpResolver TABLE = new BuiltinOpResolver(MEMORY);
  }
}
