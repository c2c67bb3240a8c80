package dev.octet.kernel;

/** The one place that chooses an implementation. */
record Provider(Kernels kernels, String reason) {
  static final Kernels SCALAR = new ScalarKernels();
  static final Provider CHOSEN = choose();

  private static final String MODULE = "jdk.incubator.vector";

  private static Provider choose() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return new Provider(SCALAR, "the JVM runs without --add-modules " + MODULE);
    }
    int bits = VectorKernels.bits();
    return switch (bits) {
      case 128, 256, 512 -> new Provider(new VectorKernels(), "the module " + MODULE + " is there");
      default -> new Provider(SCALAR, "vectors of " + bits + " bits are not supported");
    };
  }
}
