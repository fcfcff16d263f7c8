package org.jkmod.check;

import java.util.Map;
import java.util.regex.Pattern;
import org.jkmod.ModuleName;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyVerdict;

/** An initramfs with regard to single modules: whether it has one, and what keeps that out. */
final class ImageCopy {
  private final String path;
  private final Initramfs image;

  ImageCopy(String path, Initramfs image) {
    this.path = path;
    this.image = image;
  }

  String path() {
    return path;
  }

  boolean has(ModuleName module) {
    return image.modules().stream().anyMatch(file -> ModuleName.inFile(file).equals(module));
  }

  /** Whether its own policy forbids the module, or a command of its own stands in for it. */
  boolean keepsOut(ModuleName module) {
    for (Map.Entry<String, String> file : image.texts().entrySet()) {
      boolean isPolicy = file.getKey().contains("/policy.d/");
      if (isPolicy ? forbids(file, module) : hasInstall(file.getValue(), module)) {
        return true;
      }
    }
    return false;
  }

  private static boolean forbids(Map.Entry<String, String> file, ModuleName module) {
    return Policy.of(file.getKey(), file.getValue()).judge(module)
            instanceof PolicyVerdict.Forbidden forbidden
        && forbidden.blocks();
  }

  private static boolean hasInstall(String text, ModuleName module) {
    String name = Pattern.quote(module.text()).replace("_", "\\E[-_]\\Q");
    Pattern line = Pattern.compile("(?m)^[ \t]*install[ \t]+" + name + "[ \t]+(.*)$");
    return line.matcher(text).results().anyMatch(m -> CommandFaults.isBlocking(m.group(1)));
  }
}
