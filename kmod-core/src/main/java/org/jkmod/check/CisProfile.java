package org.jkmod.check;

import java.util.List;

/**
 * The modules that the CIS Debian Linux 13 Benchmark, version 1.0.0, wants not to be available:
 * sections 1.1.1 and 3.2.
 */
public final class CisProfile {
  /** What the edition is called. */
  public static final String EDITION = "CIS Debian Linux 13 Benchmark v1.0.0";

  /** A recommendation. */
  public record Item(String number, String module) {}

  public static final List<Item> ITEMS =
      List.of(
          new Item("1.1.1.1", "cramfs"),
          new Item("1.1.1.2", "freevxfs"),
          new Item("1.1.1.3", "hfs"),
          new Item("1.1.1.4", "hfsplus"),
          new Item("1.1.1.5", "jffs2"),
          new Item("1.1.1.6", "overlay"),
          new Item("1.1.1.7", "squashfs"),
          new Item("1.1.1.8", "udf"),
          new Item("1.1.1.9", "firewire-core"),
          new Item("1.1.1.10", "usb-storage"),
          new Item("3.2.1", "atm"),
          new Item("3.2.2", "can"),
          new Item("3.2.3", "dccp"),
          new Item("3.2.4", "rds"),
          new Item("3.2.5", "sctp"),
          new Item("3.2.6", "tipc"));

  private CisProfile() {}
}
