package org.jkmod.cli.text;

import org.jkmod.check.Fault;

/**
 * The words for a kind of fault; both may take the facts that {@link Fault} lists.
 *
 * @param what is wrong and why, after the place
 * @param wayOut what to do
 */
record FaultWords(String what, String wayOut) {
  /** A table, a kind a row. */
  static FaultWords of(Fault fault) {
    return switch (fault) {
      case FILE_UNREADABLE ->
          new FaultWords("cannot be read: %s", "Fix or remove it: nothing in it counts.");
      case FILE_WRITABLE ->
          new FaultWords(
              "users other than root can write to it, and so decide what root's modprobe does",
              "chown root and chmod go-w it.");
      case FILE_IGNORED ->
          new FaultWords(
              "is not read: its name does not end in .conf", "Rename it, or move it away.");
      case FILE_IS_FOLDER ->
          new FaultWords(
              "is a directory: what is in it is not read", "Move its files one level up.");
      case FILE_SHADOWED ->
          new FaultWords(
              "is not read: %s has the same name and comes first",
              "Nothing, if that replaces it on purpose.");
      case BYTE_ORDER_MARK ->
          new FaultWords(
              "starts with a byte order mark, so the first line has no keyword",
              "Save it as UTF-8 without a byte order mark.");
      case NUL_CHARACTER ->
          new FaultWords("has a NUL: what follows in the line is not read", "Rewrite the line.");
      case CARRIAGE_RETURN ->
          new FaultWords(
              "ends its lines with CR LF: the CR belongs to the last word of each",
              "Convert it, for instance with sed -i 's/\\r$//'.");
      case CONTROL_CHARACTER -> new FaultWords("has the control character %s", "Rewrite the line.");
      case COMMENT_JOINED ->
          new FaultWords(
              "a comment that ends in a backslash goes on in the next line, which is not read",
              "Remove the backslash.");
      case UNKNOWN_KEYWORD ->
          new FaultWords(
              "'%s' is not a keyword: the line is passed over",
              "See modprobe.d(5) for the keywords.");
      case INCOMPLETE_LINE ->
          new FaultWords(
              "'%s' lacks what must follow: the line is passed over",
              "See modprobe.d(5) for what it takes.");
      case OBSOLETE_KEYWORD -> new FaultWords("'%s' no longer has any effect", "Remove the line.");
      case DOUBLED_LINE -> new FaultWords("the same line is at %s", "Remove one of them.");
      case NAME_TOO_LONG ->
          new FaultWords("no module's name is as long as '%s...'", "Correct the name.");
      case COMMAND_TOO_LONG ->
          new FaultWords(
              "a command of %s bytes cannot be started: the limit is 131071",
              "Put it into a script.");
      case BAD_COMMAND_LINE_NAME ->
          new FaultWords("'%s' is not the name of a module", "Correct the kernel command line.");
      case ALIAS_TO_MISSING ->
          new FaultWords(
              "no installed kernel has the module %s", "Correct the name, or remove the line.");
      case ALIAS_TO_ALIAS ->
          new FaultWords(
              "%1$s is an alias itself, of %2$s: modprobe follows one alias only",
              "Name %2$s in this line.");
      case ALIAS_LOOP ->
          new FaultWords(
              "%s and %s stand for each other, and for no module", "Name a module in one of them.");
      case ALIAS_HIDES_MODULE ->
          new FaultWords(
              "%1$s is a module: modprobe %1$s loads %2$s instead",
              "Remove the line if that is not meant.");
      case BLACKLIST_MISSING ->
          new FaultWords(
              "no installed kernel has the module %s",
              "Correct the name, or keep it for a future kernel.");
      case BLACKLIST_BUILTIN ->
          new FaultWords(
              "%s is built into the kernel: blacklist has no effect",
              "Boot with initcall_blacklist=, or another kernel; see kmod check %1$s.");
      case BLACKLIST_ALIAS ->
          new FaultWords(
              "%1$s is an alias, of %2$s: blacklist takes names of modules", "Blacklist %2$s.");
      case BLACKLIST_DEPENDENCY ->
          new FaultWords(
              "%1$s is loaded all the same when %2$s is, which needs it",
              "To keep it out, write 'forbid %1$s' in policy.d(5).");
      case OPTIONS_MISSING ->
          new FaultWords(
              "no installed kernel has the module %s, nor such an alias",
              "Correct the name, or remove the line.");
      case OPTIONS_BUILTIN ->
          new FaultWords(
              "%s is built into the kernel, which does not read this",
              "Put %1$s.PARAMETER=VALUE on the kernel command line.");
      case OPTIONS_UNKNOWN_PARAMETER ->
          new FaultWords(
              "%s has no parameter '%s': the kernel ignores it", "%3$smodinfo -p %1$s lists them.");
      case OPTIONS_WRONG_VALUE ->
          new FaultWords(
              "the parameter %2$s of %1$s takes %4$s, not '%3$s': the module cannot be loaded",
              "Correct the value; modinfo -p %1$s tells what it means.");
      case OPTIONS_DOUBLED ->
          new FaultWords(
              "%2$s of %1$s is set to something else at %3$s; the last one counts",
              "Remove one of them.");
      case COMMAND_MISSING ->
          new FaultWords("there is no program %s", "Install it, or correct the line.");
      case INSTALL_LOOP ->
          new FaultWords(
              "the command runs modprobe for %s, which runs the command again, without end",
              "Add --ignore-install to it.");
      case INSTALL_MISSING ->
          new FaultWords(
              "no installed kernel has the module %s",
              "Correct the name, or keep it for a future kernel.");
      case INSTALL_BUILTIN ->
          new FaultWords(
              "%s is built into the kernel: the line does not keep it out",
              "Boot with initcall_blacklist=, or another kernel; see kmod check %1$s.");
      case INSTALL_SECOND ->
          new FaultWords("%2$s has the install line for %1$s that counts", "Remove one of them.");
      case INSTALL_DEFEATED ->
          new FaultWords(
              "kmod, udev and systemd pass over the line, since %2$s has soft dependencies of %1$s",
              "To keep %1$s out, write 'forbid %1$s' in policy.d(5); else remove the softdep"
                  + " line.");
      case SOFTDEP_MISSING ->
          new FaultWords(
              "no installed kernel has the module %s", "Correct the name, or remove the line.");
      case SOFTDEP_TO_MISSING ->
          new FaultWords(
              "nothing has the name %2$s: %1$s is loaded without it",
              "Correct the name, or remove it.");
      case SOFTDEP_EMPTY ->
          new FaultWords(
              "it has neither pre: nor post:, so it names no soft dependency of %s",
              "Write 'softdep %1$s pre: MODULE'.");
      case SOFTDEP_LOOP ->
          new FaultWords(
              "soft dependencies form a circle: %s",
              "Remove one of them: their order cannot be kept.");
      case SOFTDEP_SECOND ->
          new FaultWords(
              "%2$s has the softdep line for %1$s that counts",
              "Put all of them into one line, in a file that comes first.");
      case RELEASE_MISSING ->
          new FaultWords(
              "the running kernel %s has no modules here: none can be loaded",
              "Install them, or reboot if another kernel was installed in its place.");
      case RELEASE_EMPTY ->
          new FaultWords("there are no modules in it", "Remove it, if that kernel is gone.");
      case INDEX_MISSING ->
          new FaultWords(
              "there is no index: no module can be loaded by its name",
              "Run depmod for this kernel.");
      case INDEX_DAMAGED -> new FaultWords("is damaged: %s", "Run depmod for this kernel.");
      case INDEX_INCOMPLETE -> new FaultWords("is not there", "Run depmod for this kernel.");
      case INDEX_STALE -> new FaultWords("is older than %s", "Run depmod for this kernel.");
      case INPUT_MISSING ->
          new FaultWords("is not there: depmod needs it", "Reinstall the kernel's package.");
      case MODULE_NOT_INDEXED ->
          new FaultWords(
              "is not in the indexes: it cannot be loaded by its name",
              "Run depmod for this kernel.");
      case MODULE_GONE ->
          new FaultWords(
              "the indexes list it, but it is not there: %s cannot be loaded",
              "Reinstall the kernel's package, or run depmod.");
      case MODULE_DOUBLED ->
          new FaultWords(
              "is not used: %2$s is %1$s too, and counts",
              "Remove one of them, or choose with depmod.d(5).");
      case MODULE_UPDATED ->
          new FaultWords("is not used: %2$s replaces it", "Nothing, if that is meant.");
      case LINK_DANGLING ->
          new FaultWords(
              "points to %s, which is not there", "Remove the link, or install what it points to.");
      case MODULE_DAMAGED ->
          new FaultWords(
              "cannot be read as a module: %s", "Reinstall the package that it is from.");
      case MODULE_FOREIGN ->
          new FaultWords(
              "was built for kernel %s, and the kernel of this directory refuses it",
              "Build it for this kernel, or remove it.");
      case MODULE_OTHER_MACHINE ->
          new FaultWords(
              "is for another processor (ELF machine %s; the others are for %s)", "Remove it.");
      case MODULE_UNSIGNED ->
          new FaultWords(
              "has no signature, and the kernel loads only signed modules (%s)",
              "Sign it with a key that the kernel knows.");
      case MODULE_WRONG_SUFFIX ->
          new FaultWords(
              "its suffix does not match its contents: %s",
              "Give it the right suffix, and run depmod.");
      case MODULE_NOT_DECOMPRESSED ->
          new FaultWords(
              "the kernel cannot decompress it itself (%s): it must be handed over unpacked, which"
                  + " lockdown may refuse",
              "Compress it as the kernel's own modules are, xz with --check=crc32"
                  + " --lzma2=dict=1MiB.");
      case FIRMWARE_MISSING ->
          new FaultWords(
              "%1$s is loaded, and none of the firmware that it names is there, such as %2$s",
              "Install the package with that file, if the device does not work.");
      case DEPMOD_BAD_LINE ->
          new FaultWords("depmod understands no line that starts with '%s'", "See depmod.d(5).");
      case OVERRIDE_MATCHES_NOTHING ->
          new FaultWords(
              "no installed kernel has %s in %s: the line has no effect",
              "Correct the name, which is the file's own, or remove the line.");
      case SEARCH_FOLDER_MISSING ->
          new FaultWords(
              "no installed kernel has the directory %s", "Correct the name, or remove it.");
      case EXTERNAL_FOLDER_MISSING ->
          new FaultWords("there is no directory %s", "Correct the name, or remove the line.");
      case BAD_RELEASE_PATTERN ->
          new FaultWords(
              "'%s' is not a regular expression: the line applies to no kernel",
              "Correct it; * stands for all kernels.");
      case POLICY_BAD_LINE -> new FaultWords("'%s': %s", "See policy.d(5).");
      case POLICY_TOO_LARGE ->
          new FaultWords("has %s bytes, more than %s, and is not used", "Use patterns.");
      case POLICY_MATCHES_NOTHING ->
          new FaultWords(
              "no installed kernel has a module '%s'",
              "Correct the name, or keep it for a future kernel.");
      case POLICY_IS_REQUEST ->
          new FaultWords(
              "no installed kernel has a module '%s'; it looks like a name that is asked for",
              "Use forbid-request for names before they are resolved.");
      case POLICY_NEVER_COUNTS ->
          new FaultWords("'%s %s' never decides anything: %s does", "Remove one of them.");
      case POLICY_DOUBLED -> new FaultWords("the same rule is at %s", "Remove one of them.");
      case POLICY_CONTRADICTION ->
          new FaultWords("'%s' is permitted at %s, and permit beats forbid", "Remove one of them.");
      case POLICY_PERMITS_NOTHING ->
          new FaultWords("nothing forbids '%s'", "Remove the line, or add one that forbids it.");
      case POLICY_AUDIT_BEATEN ->
          new FaultWords(
              "'mode audit' has no effect: %s has 'mode enforce'", "Remove one of them.");
      case POLICY_BUILTIN ->
          new FaultWords(
              "%s is built into the kernel: no policy keeps it out",
              "Boot with initcall_blacklist=, or another kernel; see kmod check %1$s.");
      case POLICY_LOADED ->
          new FaultWords(
              "%s is forbidden, and is loaded", "kmod policy evict removes what is not in use.");
      case POLICY_EXPORT_STALE ->
          new FaultWords(
              "is not what the policy says now", "Run kmod policy export -o for it again.");
      case IMAGE_UNREADABLE -> new FaultWords("cannot be read: %s", "Rebuild the image.");
      case IMAGE_NOT_READ ->
          new FaultWords(
              "is compressed with %s, and was not read",
              "Nothing; kmod check reads images that are compressed with gzip, xz or zstd.");
      case IMAGE_OLD ->
          new FaultWords(
              "its copy of %s is older than the file, or differs from it",
              "Run update-initramfs -u, or dracut -f.");
      case IMAGE_HAS_OLD_FILE ->
          new FaultWords("it has %s, which is gone", "Run update-initramfs -u, or dracut -f.");
      case IMAGE_LACKS_FILE ->
          new FaultWords("it does not have %s", "Run update-initramfs -u, or dracut -f.");
      case IMAGE_HAS_FORBIDDEN ->
          new FaultWords(
              "it has %s, which the policy forbids, and no policy: the image may load it",
              "Write 'initramfs yes' in policy.d(5), and rebuild the image.");
    };
  }
}
