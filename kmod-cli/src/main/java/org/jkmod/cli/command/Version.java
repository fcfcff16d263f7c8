package org.jkmod.cli.command;

/**
 * What --version prints: scripts look for kmod's version in the first line, and for features in the
 * second.
 */
final class Version {
  /** The version of kmod that this behaves like. */
  static final String KMOD = "34.2";

  static final String JKMOD = "0.1.0";

  static final String TEXT =
      "kmod version " + KMOD + " (jkmod " + JKMOD + ")\n+ZSTD +XZ +ZLIB +OPENSSL\n";

  private Version() {}
}
