package org.jkmod.resolve;

/**
 * What a caller asks to be loaded.
 *
 * @param text a name, an alias, or the path of a file
 * @param isFile whether it is a path; names and aliases are looked up
 * @param parameters what the module gets besides the configuration's options, ready for the kernel
 */
public record Operand(String text, boolean isFile, String parameters) {
  /** As modprobe reads its operands: what starts with a slash or a dot and a slash is a path. */
  public static Operand of(String text, String parameters) {
    return new Operand(text, text.startsWith("/") || text.startsWith("./"), parameters);
  }
}
