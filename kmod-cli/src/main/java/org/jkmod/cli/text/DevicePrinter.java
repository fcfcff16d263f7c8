package org.jkmod.cli.text;

import java.util.List;
import java.util.Locale;
import org.jkmod.cli.TextOutput;
import org.jkmod.device.Claim;
import org.jkmod.device.Claim.Obstacle;
import org.jkmod.device.Device;
import org.jspecify.annotations.Nullable;

/** Prints devices with the modules that claim them, as text or into an array of a JSON document. */
public final class DevicePrinter {
  private final TextOutput out;
  private final @Nullable Json json;

  /**
   * @param json null for text
   */
  public DevicePrinter(TextOutput out, @Nullable Json json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Prints one.
   *
   * @param name what the lists of hardware call it, null when they do not have it
   */
  public void print(Device device, @Nullable String name, List<Claim> claims) {
    if (json == null) {
      text(device, name, claims);
    } else {
      document(json, device, name, claims);
    }
  }

  private void text(Device device, @Nullable String name, List<Claim> claims) {
    StringBuilder text = new StringBuilder(device.name());
    if (device.subsystem() != null) {
      text.append(" (").append(device.subsystem()).append(')');
    }
    text.append(name == null ? "" : " " + TextTable.printable(name, false)).append("\n    ");
    if (device.driver() == null) {
      text.append("no driver");
    } else {
      text.append("driver ").append(device.driver());
      text.append(
          device.driverModule() == null ? ", built in" : ", of module " + device.driverModule());
    }
    text.append('\n');
    for (Claim claim : claims) {
      text.append("    ").append(claim.module()).append(": ").append(state(claim)).append('\n');
      for (Obstacle obstacle : claim.obstacles()) {
        // A module's file has some of it, and anything can be in that.
        text.append("        ").append(TextTable.printable(words(obstacle), false)).append('\n');
      }
    }
    if (claims.isEmpty()) {
      text.append("    no module claims it\n");
    }
    out.print(text.toString());
  }

  private static String state(Claim claim) {
    return switch (claim.state()) {
      case ABSENT -> "not loaded";
      case BUILTIN -> "built in";
      case LIVE -> "loaded";
      case COMING -> "being loaded";
      case GOING -> "being removed";
    };
  }

  private static String words(Obstacle obstacle) {
    return switch (obstacle) {
      case Obstacle.Forbidden forbidden ->
          forbidden.subject()
              + " is forbidden by "
              + forbidden.origin()
              + (forbidden.reason().isEmpty() ? "" : ": " + forbidden.reason());
      case Obstacle.Blacklisted blacklisted -> "blacklisted by " + blacklisted.origin();
      case Obstacle.InstallCommand command ->
          "'" + command.command() + "' is run instead, by " + command.origin();
      case Obstacle.OtherKernel other -> "built for another kernel: " + other.vermagic();
      case Obstacle.MissingFirmware missing ->
          "firmware it may need is missing: " + some(missing.names());
      case Obstacle.NoFile none -> "no installed file";
      case Obstacle.Unreadable unreadable -> "cannot be read: " + unreadable.message();
    };
  }

  /** Drivers name dozens. */
  private static String some(List<String> names) {
    int shown = Math.min(3, names.size());
    String text = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? text : text + " and " + (names.size() - shown) + " more";
  }

  private static void document(
      Json json, Device device, @Nullable String name, List<Claim> claims) {
    json.object()
        .field("path", device.path())
        .field("subsystem", device.subsystem())
        .field("name", name)
        .field("modalias", device.modalias())
        .field("driver", device.driver())
        .field("driverModule", device.driverModule() == null ? null : device.driverModule().text())
        .texts("suppliers", device.suppliers())
        .array("modules");
    for (Claim claim : claims) {
      json.object()
          .field("module", claim.module().text())
          .field("path", claim.path())
          .field("state", claim.state().name().toLowerCase(Locale.ROOT))
          .array("obstacles");
      for (Obstacle obstacle : claim.obstacles()) {
        json.object().field("kind", kind(obstacle)).field("text", words(obstacle)).endObject();
      }
      json.endArray().endObject();
    }
    json.endArray().endObject();
  }

  private static String kind(Obstacle obstacle) {
    return switch (obstacle) {
      case Obstacle.Forbidden forbidden -> "forbidden";
      case Obstacle.Blacklisted blacklisted -> "blacklisted";
      case Obstacle.InstallCommand command -> "install-command";
      case Obstacle.OtherKernel other -> "other-kernel";
      case Obstacle.MissingFirmware missing -> "missing-firmware";
      case Obstacle.NoFile none -> "no-file";
      case Obstacle.Unreadable unreadable -> "unreadable";
    };
  }
}
