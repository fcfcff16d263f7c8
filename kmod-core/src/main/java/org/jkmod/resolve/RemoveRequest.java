package org.jkmod.resolve;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be removed, and how.
 *
 * @param operands names and aliases; with {@link Option#ALONE} names and files
 * @param waitMillis for how long a module in use is tried again, in milliseconds; 0 and less for
 *     not at all
 */
public record RemoveRequest(List<String> operands, Set<Option> options, long waitMillis) {
  /** What a caller may ask for. */
  public enum Option {
    /**
     * What stands in the way, and what is not found, does not end the removal: the other operands
     * still count. What the kernel refuses never ends it.
     */
    ALL,
    /** Remove commands and soft dependencies are passed over. */
    IGNORE_REMOVE,
    /** Modules that use the target go first, unless others use these. */
    REMOVE_HOLDERS,
    /** Modules that use the target go first, those that use these before them, and so on. */
    REMOVE_ALL_HOLDERS,
    /** A target that the kernel does not have is a failure. */
    FIRST_TIME,
    /** The kernel is told to remove it even when it is in use. */
    FORCE,
    /**
     * What is asked for, its soft dependencies and its users count as loaded and unused, whatever
     * the kernel has. Only to tell what would be done.
     */
    IGNORE_LOADED,
    /** That module and no other, as rmmod does: no configuration, nothing that is unused then. */
    ALONE
  }

  public RemoveRequest {
    operands = List.copyOf(operands);
    EnumSet<Option> own = EnumSet.noneOf(Option.class);
    own.addAll(options);
    options = own;
  }

  /** A name or an alias. */
  public static RemoveRequest of(String nameOrAlias) {
    return new RemoveRequest(List.of(nameOrAlias), EnumSet.noneOf(Option.class), 0);
  }

  /** The options; a copy. */
  @Override
  public Set<Option> options() {
    return EnumSet.copyOf(options);
  }

  public boolean has(Option option) {
    return options.contains(option);
  }
}
