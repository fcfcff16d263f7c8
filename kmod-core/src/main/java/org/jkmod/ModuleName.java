package org.jkmod;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The name of a module in the one form in which modules are looked up: {@code -} is {@code _}, and
 * it ends before the first dot. The methods that make one are the gates; a string that has not been
 * through one of them cannot be looked up.
 */
public final class ModuleName implements Comparable<ModuleName> {
  private static final String[] SUFFIXES = {".ko", ".ko.gz", ".ko.xz", ".ko.zst"};

  private final String text;

  private ModuleName(String text) {
    this.text = text;
  }

  /** The module that a user or a program names. */
  public static ModuleName of(String name) {
    return new ModuleName(normalize(name));
  }

  /** The module in a file: the name of that, without folders and suffix. */
  public static ModuleName inFile(String path) {
    return new ModuleName(ofPath(path));
  }

  /** The module of exactly that alias's text: here a dot ends no name, as kmod has it. */
  public static ModuleName of(AliasKey key) {
    return new ModuleName(key.text());
  }

  /**
   * A module by what an index, the configuration or the kernel calls it, which have it in this form
   * already. Never for what a user gave.
   */
  public static ModuleName asWritten(String name) {
    return new ModuleName(name);
  }

  /** The texts of several, in their order. */
  public static List<String> texts(Collection<ModuleName> names) {
    List<String> texts = new ArrayList<>(names.size());
    for (ModuleName name : names) {
      texts.add(name.text);
    }
    return texts;
  }

  /** As the kernel has it. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModuleName that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(ModuleName other) {
    return text.compareTo(other.text);
  }

  /** {@link #text}. */
  @Override
  public String toString() {
    return text;
  }

  /**
   * The text of {@link #of(String)}: {@code -} becomes {@code _}, and it ends before the first dot.
   */
  public static String normalize(String name) {
    int dot = name.indexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)).replace('-', '_');
  }

  /** The text of {@link #inFile}: the name of the file, without folders and suffix. */
  public static String ofPath(String path) {
    return normalize(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Whether the name of a file is that of a module: it ends in .ko, .ko.gz, .ko.xz or .ko.zst. */
  public static boolean isModuleFile(String fileName) {
    for (String suffix : SUFFIXES) {
      if (fileName.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }
}
