package org.jkmod.cli.text;

import java.util.Locale;
import org.jkmod.index.StaticNode;
import org.jspecify.annotations.Nullable;

/** The formats in which kmod static-nodes prints. */
public enum StaticNodeText {
  HUMAN {
    @Override
    public String of(StaticNode node) {
      return "Module: "
          + node.module()
          + "\n\tDevice node: /dev/"
          + node.device()
          + "\n\t\tType: "
          + (node.type() == 'c' ? "character" : "block")
          + " device\n\t\tMajor: "
          + node.major()
          + "\n\t\tMinor: "
          + node.minor()
          + "\n";
    }
  },
  /** tmpfiles.d(5): a folder for each device that has one, whether it came before or not. */
  TMPFILES {
    @Override
    public String of(StaticNode node) {
      int slash = node.device().lastIndexOf('/');
      String folder =
          slash < 0 ? "" : "d /dev/" + node.device().substring(0, slash) + " 0755 - - -\n";
      return folder
          + node.type()
          + "! /dev/"
          + node.device()
          + " 0600 - - - "
          + node.major()
          + ":"
          + node.minor()
          + "\n";
    }
  },
  DEVNAME {
    @Override
    public String of(StaticNode node) {
      return node.module()
          + " "
          + node.device()
          + " "
          + node.type()
          + node.major()
          + ":"
          + node.minor()
          + "\n";
    }
  };

  /** A node's lines. */
  public abstract String of(StaticNode node);

  /** The format of that name, null when there is none. */
  public static @Nullable StaticNodeText named(String name) {
    for (StaticNodeText format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    return null;
  }
}
