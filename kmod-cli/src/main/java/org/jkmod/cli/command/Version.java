package org.jkmod.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What --version prints: scripts look for kmod's version in the first line, and for features in the
 * second. The third, which a release does not have, tells what the build was made from.
 */
final class Version {
  /** The version of kmod that this behaves like. */
  static final String KMOD = "34.2";

  static final String JKMOD = "0.1.0";

  static final String TEXT =
      "kmod version "
          + KMOD
          + " (jkmod "
          + JKMOD
          + ")\n+ZSTD +XZ +ZLIB +OPENSSL\n"
          + origin(build());

  private Version() {}

  /** What scripts/build says of the tree; a native executable has it from when it was made. */
  private static String build() {
    try (InputStream in = Version.class.getResourceAsStream("build.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The third line, or nothing. */
  static String origin(String build) {
    return build.isEmpty() ? "" : "not a release: built from " + build + "\n";
  }
}
