package org.jkmod.closure;

import java.util.List;
import org.jkmod.firmware.FirmwareSearch;
import org.jspecify.annotations.Nullable;

/**
 * What a closure is to be made of.
 *
 * @param operands names, aliases, patterns of names such as {@code usb*}, absolute paths of
 *     modules' files, and paths below the kernel's folder such as {@code kernel/drivers/net}, where
 *     a folder stands for all in it and {@code *} matches slashes, too
 * @param softdeps soft dependencies are taken along
 * @param weakdeps weak dependencies are taken along
 * @param firmware finds the firmware that the modules name; null when none is wanted
 */
public record ClosureRequest(
    List<String> operands, boolean softdeps, boolean weakdeps, @Nullable FirmwareSearch firmware) {
  public ClosureRequest {
    operands = List.copyOf(operands);
  }
}
