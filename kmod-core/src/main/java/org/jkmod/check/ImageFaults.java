package org.jkmod.check;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.config.ConfigReader;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jkmod.policy.PolicyVerdict;

/** An initramfs beside the system as it is now: its copies of the configuration. */
final class ImageFaults {
  private static final String POLICY = "/policy.d/";

  private final SystemRoot root;
  private final Policy policy;
  private final Findings found;

  ImageFaults(SystemRoot root, Policy policy, Findings found) {
    this.root = root;
    this.policy = policy;
    this.found = found;
  }

  /** Where a kernel's image lies: as Debian names it, and as Fedora does. */
  static List<String> paths(String release) {
    return List.of("/boot/initrd.img-" + release, "/boot/initramfs-" + release + ".img");
  }

  void check(String path) throws IOException {
    Initramfs image;
    try {
      image = Initramfs.read(root, path);
    } catch (IOException e) {
      found.report(Fault.IMAGE_UNREADABLE, path, Reasons.of(e));
      return;
    }
    String unread = image.unread();
    if (unread != null) {
      found.report(Fault.IMAGE_NOT_READ, path, unread);
      return;
    }
    Map<String, String> texts = image.texts();
    for (Map.Entry<String, String> copy : texts.entrySet()) {
      String file = copy.getKey();
      String now = root.isFile(file) ? root.read(file) : null;
      if (now == null) {
        found.report(Fault.IMAGE_HAS_OLD_FILE, path, file);
      } else if (!now.equals(copy.getValue())) {
        found.report(Fault.IMAGE_OLD, path, file);
      }
    }
    boolean hasPolicy = texts.keySet().stream().anyMatch(file -> file.contains(POLICY));
    boolean hasConfig = texts.keySet().stream().anyMatch(file -> !file.contains(POLICY));
    if (hasConfig) {
      lacks(path, texts.keySet(), ConfigReader.MODPROBE_FOLDERS);
    }
    if (hasPolicy || policy.isForInitramfs()) {
      lacks(path, texts.keySet(), PolicyReader.FOLDERS);
    } else {
      forbidden(path, image);
    }
  }

  /** What the system has and the image has not. */
  private void lacks(String path, Set<String> copies, List<String> folders) throws IOException {
    Set<String> names = new TreeSet<>();
    copies.forEach(copy -> names.add(copy.substring(copy.lastIndexOf('/') + 1)));
    for (String folder : folders) {
      if (folder.startsWith("/run/") || !root.isFolder(folder)) {
        continue;
      }
      for (String name : root.list(folder)) {
        String file = folder + "/" + name;
        if (name.endsWith(".conf") && root.isFile(file) && names.add(name)) {
          found.report(Fault.IMAGE_LACKS_FILE, path, file);
        }
      }
    }
  }

  private void forbidden(String path, Initramfs image) {
    Set<ModuleName> names = new TreeSet<>();
    for (String module : image.modules()) {
      ModuleName name = ModuleName.inFile(module);
      if (policy.judgeDependency(name) instanceof PolicyVerdict.Forbidden && names.add(name)) {
        found.report(Fault.IMAGE_HAS_FORBIDDEN, path, name.text());
      }
    }
  }
}
