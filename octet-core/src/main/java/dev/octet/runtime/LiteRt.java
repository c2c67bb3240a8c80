package dev.octet.runtime;

import dev.octet.error.ErrorCode;
import dev.octet.error.OctetException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.tensorflowlite.TfLiteContext;
import org.bytedeco.tensorflowlite.TfLiteRegistration;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/** The native library: loaded once, silenced, and some of its functions that have no Java name. */
final class LiteRt {
  private static final String JAVACPP = "org.bytedeco.javacpp.";
  private static final String SET_LOG_SEVERITY =
      "_ZN6tflite13LoggerOptions21SetMinimumLogSeverityENS_11LogSeverityE";
  private static final int LOG_ERRORS = 3;

  private static final @Nullable String FAILURE = tryToLoad();

  private LiteRt() {}

  /** Loads the library, unless it is loaded. */
  static void load() {
    if (FAILURE != null) {
      throw new OctetException(ErrorCode.RUNTIME, FAILURE)
          .advise("name a folder that is writable and executable with -Doctet.natives=FOLDER");
    }
  }

  /** Makes the JVM initialize this class, which loads the library. */
  static boolean preload() {
    return FAILURE == null;
  }

  static String version() {
    load();
    return tensorflowlite.TfLiteVersion().getString();
  }

  /**
   * Calls a C++ function {@code void f(T*)} of the library by its symbol.
   *
   * @return false where there is no such symbol; Windows shows none
   */
  static boolean call(String symbol, Pointer argument) {
    Pointer function = Loader.addressof(symbol);
    if (function == null) {
      return false;
    }
    // Any function pointer type that JavaCPP knows calls any function of a like signature.
    try (var holder = new PointerPointer<Pointer>(1).put(function)) {
      new TfLiteRegistration.Free_TfLiteContext_Pointer(holder)
          .call(new TfLiteContext(argument), null);
    }
    return true;
  }

  /** Why it cannot be loaded, or null. */
  private static @Nullable String tryToLoad() {
    try {
      setUp();
      Loader.load(tensorflowlite.class);
      // Else LiteRT tells each process on stderr that it uses XNNPACK.
      call(SET_LOG_SEVERITY, new Address(LOG_ERRORS)); // an integer travels as a pointer does
      return null;
    } catch (LinkageError | UncheckedIOException e) {
      return "cannot load the LiteRT library for %s: %s"
          .formatted(Loader.getPlatform(), e.getMessage());
    }
  }

  /** Settings that JavaCPP reads once; what the user has set stays. */
  private static void setUp() {
    if (System.getProperty(JAVACPP + "cachedir") == null
        && System.getProperty(JAVACPP + "cacheDir") == null) {
      var folder =
          NativeFolder.choose(
              System.getProperty("octet.natives"),
              System.getenv(),
              System.getProperty("user.home"));
      System.setProperty(JAVACPP + "cachedir", folder.toString());
    }
    // By default JavaCPP counts mapped files as memory and gives up at four times the heap: a
    // large model in a small heap.
    if (System.getProperty(JAVACPP + "maxphysicalbytes") == null
        && System.getProperty(JAVACPP + "maxPhysicalBytes") == null) {
      System.setProperty(JAVACPP + "maxPhysicalBytes", "0");
    }
  }
}
