package org.jkmod.device;

import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.config.Origin;
import org.jkmod.live.ModuleState;
import org.jspecify.annotations.Nullable;

/**
 * A module that says it drives a device.
 *
 * @param path its file, absolute; null when it is part of the kernel, or there is none
 * @param state where the kernel has it
 * @param obstacles what keeps it from being loaded for the device, or from working; empty when
 *     nothing does
 */
public record Claim(
    ModuleName module, @Nullable String path, ModuleState state, List<Obstacle> obstacles) {
  public Claim {
    obstacles = List.copyOf(obstacles);
  }

  /** What stands in a module's way. */
  public sealed interface Obstacle {
    /** The policy forbids it, or something that it needs. */
    record Forbidden(String subject, Origin origin, String reason) implements Obstacle {}

    /** A blacklist line, which counts for whoever is asked for by a device. */
    record Blacklisted(Origin origin) implements Obstacle {}

    /** A command is run instead of loading it. */
    record InstallCommand(String command, Origin origin) implements Obstacle {}

    /** It was built for another kernel than the one that its folder is named after. */
    record OtherKernel(String vermagic) implements Obstacle {}

    /**
     * Firmware that it names and that is not installed. It may do without: drivers name the
     * firmware of all devices that they know.
     */
    record MissingFirmware(List<String> names) implements Obstacle {
      public MissingFirmware {
        names = List.copyOf(names);
      }
    }

    /** Nothing has a file for it. */
    record NoFile() implements Obstacle {}

    /** Its file cannot be read. */
    record Unreadable(String message) implements Obstacle {}
  }
}
