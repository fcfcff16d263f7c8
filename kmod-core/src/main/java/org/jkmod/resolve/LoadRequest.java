package org.jkmod.resolve;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be loaded, and how.
 *
 * @param operands each is planned by itself, in this order
 */
public record LoadRequest(List<Operand> operands, Set<Option> options) {
  /** What a caller may ask for. */
  public enum Option {
    /** The install command of a target is passed over; others' are not. */
    IGNORE_INSTALL,
    /** Blacklists keep out what is asked for by its name, too, not only by an alias. */
    USE_BLACKLIST,
    /** A target that the kernel has already is a failure. */
    FIRST_TIME,
    /** The kernel is told to ignore the versions of symbols. */
    FORCE_MODVERSION,
    /** The kernel is told to ignore the version magic. */
    FORCE_VERMAGIC,
    /** Targets that the kernel has already are planned all the same: the plan is to be shown. */
    COMPLETE,
    /** The same, and what the kernel has is not looked at: the plan is for one without modules. */
    IGNORE_LOADED,
    /** Operands are only looked up: targets have no steps. */
    RESOLVE_ONLY
  }

  public LoadRequest {
    operands = List.copyOf(operands);
    EnumSet<Option> own = EnumSet.noneOf(Option.class);
    own.addAll(options);
    options = own;
  }

  /** A name or an alias, without parameters. */
  public static LoadRequest of(String nameOrAlias) {
    return new LoadRequest(
        List.of(new Operand(nameOrAlias, false, "")), EnumSet.noneOf(Option.class));
  }

  /** The options; a copy. */
  @Override
  public Set<Option> options() {
    return EnumSet.copyOf(options);
  }

  /** Whether the plan is to be shown, all of it. */
  public boolean isComplete() {
    return has(Option.COMPLETE) || has(Option.IGNORE_LOADED) || has(Option.RESOLVE_ONLY);
  }

  public boolean has(Option option) {
    return options.contains(option);
  }
}
