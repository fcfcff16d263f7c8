package org.jkmod.modinfo;

/** The signature of a module: null or what it says, never an exception. */
public final class Pkcs7Target {
  private Pkcs7Target() {}

  public static void fuzzerTestOneInput(byte[] data) {
    Pkcs7.parse(data);
  }
}
