package org.jkmod.check;

import static org.jkmod.check.Severity.ERROR;
import static org.jkmod.check.Severity.NOTE;
import static org.jkmod.check.Severity.WARNING;

import java.util.Locale;

/** The kinds of faults; after each the facts that a {@link Finding} of it has. */
public enum Fault {
  // Files of modprobe.d, depmod.d and policy.d.
  /** It cannot be read: why. */
  FILE_UNREADABLE(ERROR),
  /** Others than root may write the file or folder. */
  FILE_WRITABLE(ERROR),
  /** A name that does not end in .conf, so that nobody reads it. */
  FILE_IGNORED(WARNING),
  /** A folder that is named as a file is. */
  FILE_IS_FOLDER(WARNING),
  /** A file of that name in an earlier folder counts instead: its path. */
  FILE_SHADOWED(NOTE),
  /** It starts with a byte order mark, which becomes part of the first word. */
  BYTE_ORDER_MARK(ERROR),
  /** A NUL, after which the line is not read. */
  NUL_CHARACTER(ERROR),
  /** Lines that end as DOS ends them. */
  CARRIAGE_RETURN(ERROR),
  /** Another control character: its code. */
  CONTROL_CHARACTER(WARNING),
  /** A comment that a backslash joins with the line after it. */
  COMMENT_JOINED(WARNING),

  // Lines of modprobe.d.
  /** A line that no keyword starts: its first word. */
  UNKNOWN_KEYWORD(ERROR),
  /** A line that lacks something: its keyword. */
  INCOMPLETE_LINE(ERROR),
  /** A keyword of old: it. */
  OBSOLETE_KEYWORD(WARNING),
  /** The same rule twice: the other place. */
  DOUBLED_LINE(NOTE),
  /** A name longer than a module can have: its first characters. */
  NAME_TOO_LONG(ERROR),
  /** A command longer than the kernel takes: how many bytes. */
  COMMAND_TOO_LONG(ERROR),
  /** A module of the kernel's command line that is none: it. */
  BAD_COMMAND_LINE_NAME(WARNING),
  /** The module of an alias, which no kernel has: it. */
  ALIAS_TO_MISSING(WARNING),
  /** The module of an alias, which is an alias itself: it, and what that stands for. */
  ALIAS_TO_ALIAS(WARNING),
  /** Aliases that stand for each other: the two. */
  ALIAS_LOOP(ERROR),
  /** An alias that is a module's own name: it, and what is loaded instead. */
  ALIAS_HIDES_MODULE(WARNING),
  /** No kernel has the module: it. */
  BLACKLIST_MISSING(NOTE),
  /** The module is part of the kernel: it. */
  BLACKLIST_BUILTIN(WARNING),
  /** It is an alias: it, and a module that it stands for. */
  BLACKLIST_ALIAS(WARNING),
  /** Another module that needs it is loaded with it: the module, the other. */
  BLACKLIST_DEPENDENCY(NOTE),
  /** No kernel has the module: it. */
  OPTIONS_MISSING(WARNING),
  /** The module is part of the kernel: it. */
  OPTIONS_BUILTIN(WARNING),
  /** The module has no such parameter: it, the parameter, one that is alike or nothing. */
  OPTIONS_UNKNOWN_PARAMETER(ERROR),
  /** A value that the parameter cannot take: module, parameter, value, type. */
  OPTIONS_WRONG_VALUE(ERROR),
  /** A parameter with two values: module, parameter, the place of the first. */
  OPTIONS_DOUBLED(WARNING),
  /** The command's program is not there: it. */
  COMMAND_MISSING(ERROR),
  /** The command calls modprobe for the same module, without end: the module. */
  INSTALL_LOOP(ERROR),
  /** No kernel has the module: it. */
  INSTALL_MISSING(NOTE),
  /** The module is part of the kernel: it. */
  INSTALL_BUILTIN(WARNING),
  /** An earlier install line for the module counts: the module, the place of that. */
  INSTALL_SECOND(WARNING),
  /** A softdep line makes kmod pass over it: the module, the place of the softdep line. */
  INSTALL_DEFEATED(WARNING),
  /** No kernel has the module that the line is for: it. */
  SOFTDEP_MISSING(WARNING),
  /** Nothing has the name of a soft dependency: module, name. */
  SOFTDEP_TO_MISSING(WARNING),
  /** Neither pre: nor post: the module. */
  SOFTDEP_EMPTY(ERROR),
  /** Soft dependencies in a circle: the modules on it. */
  SOFTDEP_LOOP(WARNING),
  /** An earlier softdep line for the module counts: the module, the place of that. */
  SOFTDEP_SECOND(WARNING),

  // Kernels' folders.
  /** The running kernel has none: its release. */
  RELEASE_MISSING(WARNING),
  /** A folder without modules. */
  RELEASE_EMPTY(NOTE),
  /** It has no index of modules. */
  INDEX_MISSING(ERROR),
  /** An index that is not what its format says: why. */
  INDEX_DAMAGED(ERROR),
  /** One of the other indexes is not there. */
  INDEX_INCOMPLETE(WARNING),
  /** A module is newer than the indexes: the module's file. */
  INDEX_STALE(WARNING),
  /** A file that the kernel's build makes, and that depmod reads, is not there. */
  INPUT_MISSING(WARNING),
  /** A module's file that the indexes do not have. */
  MODULE_NOT_INDEXED(ERROR),
  /** A module of the indexes without a file: its name. */
  MODULE_GONE(ERROR),
  /** Two files of one module: its name, the file that counts. */
  MODULE_DOUBLED(WARNING),
  /** The same where the file that counts is an update: likewise. */
  MODULE_UPDATED(NOTE),
  /** A link that leads nowhere: what it says. */
  LINK_DANGLING(ERROR),
  /** A module's file that cannot be read as one: why. */
  MODULE_DAMAGED(ERROR),
  /** A module for another kernel: its release. */
  MODULE_FOREIGN(ERROR),
  /** A module for another processor than the others: its machine, theirs. */
  MODULE_OTHER_MACHINE(ERROR),
  /** A module without a signature where the kernel takes no other: why it does not. */
  MODULE_UNSIGNED(ERROR),
  /** A compressed module whose name says another form: the form. */
  MODULE_WRONG_SUFFIX(WARNING),
  /** A compressed module that the kernel, which can decompress, cannot: the form. */
  MODULE_NOT_DECOMPRESSED(WARNING),
  /** None of the firmware that a loaded module names is there: module, a file it names. */
  FIRMWARE_MISSING(NOTE),

  // depmod.d.
  /** A line that no keyword starts, or that lacks something: its first word. */
  DEPMOD_BAD_LINE(ERROR),
  /** No kernel has the module in that folder: module, folder. */
  OVERRIDE_MATCHES_NOTHING(WARNING),
  /** No kernel has the folder: it. */
  SEARCH_FOLDER_MISSING(WARNING),
  /** An external folder that is not there: it. */
  EXTERNAL_FOLDER_MISSING(WARNING),
  /** A release that is no regular expression: it. */
  BAD_RELEASE_PATTERN(ERROR),

  // policy.d.
  /** A line, or a pattern in one, that does not count: the word, why. */
  POLICY_BAD_LINE(ERROR),
  /** A file too large to be used: its size, the limit. */
  POLICY_TOO_LARGE(ERROR),
  /** No kernel has such a module: the pattern. */
  POLICY_MATCHES_NOTHING(WARNING),
  /** The same for what looks like a name that is asked for. */
  POLICY_IS_REQUEST(WARNING),
  /** Another rule decides wherever it matches: keyword, pattern, the place of the other. */
  POLICY_NEVER_COUNTS(WARNING),
  /** The same rule twice: the place of the other. */
  POLICY_DOUBLED(NOTE),
  /** A permit rule beats a forbid rule of the same pattern: the pattern, the place of permit. */
  POLICY_CONTRADICTION(WARNING),
  /** A permit rule for what nothing forbids: the pattern. */
  POLICY_PERMITS_NOTHING(WARNING),
  /** {@code mode audit}, which {@code mode enforce} beats: the file with that. */
  POLICY_AUDIT_BEATEN(WARNING),
  /** A forbidden module is part of the kernel: it. */
  POLICY_BUILTIN(WARNING),
  /** A forbidden module is loaded: it. */
  POLICY_LOADED(WARNING),
  /** The export is not what the policy says. */
  POLICY_EXPORT_STALE(ERROR),

  // Images.
  /** The image cannot be read: why. */
  IMAGE_UNREADABLE(WARNING),
  /** The image is compressed in a way that is not read here: which. */
  IMAGE_NOT_READ(NOTE),
  /** Its copy of a file is another: the file. */
  IMAGE_OLD(WARNING),
  /** It has a file that is gone: the file. */
  IMAGE_HAS_OLD_FILE(WARNING),
  /** It does not have a file that the system has: the file. */
  IMAGE_LACKS_FILE(WARNING),
  /** It has a module that the policy forbids, and no policy: the module. */
  IMAGE_HAS_FORBIDDEN(NOTE);

  private final Severity severity;

  Fault(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** As it is written in the output: {@code alias-to-missing}, say. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
