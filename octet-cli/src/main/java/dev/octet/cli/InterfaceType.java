package dev.octet.cli;

/** An element type at a model's interface. */
enum InterfaceType {
  FLOAT32,
  INT8,
  UINT8,
  INT16;

  /** For picocli. */
  static final class Converter extends Words<InterfaceType> {
    Converter() {
      super(InterfaceType.class);
    }
  }
}
