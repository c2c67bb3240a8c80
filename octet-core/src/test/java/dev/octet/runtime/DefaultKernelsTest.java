package dev.octet.runtime;

/** XNNPACK. */
class DefaultKernelsTest extends EngineContract {
  DefaultKernelsTest() {
    super(KernelSet.DEFAULT);
  }
}
