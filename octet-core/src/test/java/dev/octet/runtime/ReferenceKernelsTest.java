package dev.octet.runtime;

/** The reference kernels. */
class ReferenceKernelsTest extends EngineContract {
  ReferenceKernelsTest() {
    super(KernelSet.REFERENCE);
  }
}
