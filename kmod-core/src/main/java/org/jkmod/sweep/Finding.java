package org.jkmod.sweep;

import java.util.List;
import org.jkmod.ModuleName;

/**
 * What was found about a loaded module.
 *
 * @param module its name
 * @param stays why it stays; empty when it may go
 * @param idleSeconds for how long runs have found it unused; 0 when this is the first
 */
public record Finding(ModuleName module, List<Stay> stays, long idleSeconds) {
  public Finding {
    stays = List.copyOf(stays);
  }

  /** Whether it may be removed. */
  public boolean mayGo() {
    return stays.isEmpty();
  }

  /**
   * A reason to stay.
   *
   * @param detail the user, the file or the number behind it
   */
  public record Stay(Why why, String detail) {}

  /** The kinds of reasons. */
  public enum Why {
    /** The kernel counts more references than other modules explain. */
    IN_USE,
    /** A module that stays uses it. */
    HELD,
    /** A device is bound to one of its drivers. */
    BOUND,
    /** One of its file systems is mounted. */
    MOUNTED,
    /** One of its algorithms is in use. */
    ALGORITHM,
    /** Sockets of one of its protocols are open. */
    SOCKETS,
    /** A file is behind a loop device. */
    LOOP_DEVICE,
    /** A network device is of its kind. */
    NETWORK_DEVICE,
    /** It is loaded at boot by its name. */
    AT_BOOT,
    /** A line of keep.d names it. */
    KEPT,
    /** It is a soft dependency of a module that stays. */
    SOFT_DEPENDENCY,
    /** The configuration has a command for its removal. */
    REMOVE_COMMAND,
    /** It is on its way in or out, or the kernel does not remove modules. */
    NOT_REMOVABLE,
    /** No index has it: it could not be loaded again. */
    NOT_INDEXED,
    /** What it does is used without being counted. */
    NOT_TOLD,
    /** It has not been unused for long enough. */
    NOT_IDLE_YET
  }
}
