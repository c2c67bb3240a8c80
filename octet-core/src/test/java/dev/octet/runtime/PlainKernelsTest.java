package dev.octet.runtime;

/** The optimized kernels. */
class PlainKernelsTest extends EngineContract {
  PlainKernelsTest() {
    super(KernelSet.PLAIN);
  }
}
