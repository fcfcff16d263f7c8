package org.jkmod.cli.text;

import org.jkmod.ModuleName;
import org.jkmod.diagnose.Users;

/** Who uses a module that is to be removed, and the way out. */
public final class UsersText {
  private static final int NAMED = 5;

  private UsersText() {}

  /** One line without its end. */
  public static String of(ModuleName module, Users users) {
    String start = module + ": ";
    if (!users.modules().isEmpty()) {
      return start
          + "in use by "
          + NameList.of(ModuleName.texts(users.modules()), NAMED)
          + ": 'modprobe -r --remove-holders "
          + module
          + "' removes its users first.";
    }
    if (!users.mountPoints().isEmpty()) {
      String places = NameList.of(users.mountPoints(), NAMED);
      return start + "in use by what is mounted on " + places + ": unmount that first.";
    }
    return start
        + "the kernel counts "
        + (users.count() == 1 ? "one user" : Math.max(0, users.count()) + " users")
        + " but does not name them: look for programs that have its device open (fuser), and for"
        + " interfaces and mounts in other namespaces.";
  }
}
