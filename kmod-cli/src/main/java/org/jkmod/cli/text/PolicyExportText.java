package org.jkmod.cli.text;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.PolicySurvey;
import org.jkmod.SystemRoot;
import org.jkmod.cli.TextOutput;
import org.jkmod.config.ConfigReader;
import org.jkmod.policy.Policy;
import org.jkmod.policy.Policy.Judgement;
import org.jkmod.policy.PolicyRule;

/** What kmod policy export prints. */
public final class PolicyExportText {
  /** Where an export belongs: the first install line for a module counts. */
  public static final String PATH = "/etc/modprobe.d/00-kmod-policy.conf";

  private PolicyExportText() {}

  /**
   * Lines for modprobe.d. A name that would be something else there is left out.
   *
   * @param command {@code false} or {@code true}: what is run instead of loading
   */
  public static String lines(Map<ModuleName, Judgement> refused, String command) {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<ModuleName, Judgement> module : refused.entrySet()) {
      if (!isWord(module.getKey().text())) {
        continue;
      }
      PolicyRule rule = PolicyText.rule(module.getValue().verdict());
      lines.append("# ").append(rule == null ? "" : rule.origin()).append('\n');
      lines.append("blacklist ").append(module.getKey()).append('\n');
      lines.append("install ").append(module.getKey()).append(" /bin/").append(command);
      lines.append('\n');
    }
    CRC32 sum = new CRC32();
    sum.update(lines.toString().getBytes(StandardCharsets.ISO_8859_1));
    return ConfigReader.EXPORT_HEADER
        + ", fingerprint "
        + Long.toHexString(sum.getValue())
        + "\n# Do not edit: change policy.d and run it again, also after a kernel was installed.\n"
        + lines;
  }

  /**
   * Whether a line of modprobe.d that has the name says that and nothing else. Whoever made the
   * index that it is from may have put a line of his own into it.
   */
  public static boolean isWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c == 0x7f || "\\*?[]".indexOf(c) >= 0) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /**
   * Whether an export was made and another would be made now.
   *
   * @param folder what holds etc, absolute; empty for the system's own
   * @throws IOException when a kernel's indexes cannot be read
   */
  public static boolean isStale(SystemRoot root, String folder, Policy policy, List<Kmod> kernels)
      throws IOException {
    String text = root.readIfPresent(folder + PATH);
    if (text == null || !text.startsWith(ConfigReader.EXPORT_HEADER)) {
      return false;
    }
    Map<ModuleName, Judgement> refused = PolicySurvey.refused(policy, kernels);
    return !text.equals(lines(refused, "false")) && !text.equals(lines(refused, "true"));
  }

  /** One JSON document. */
  public static String json(Map<ModuleName, Judgement> refused) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextOutput out = new TextOutput(bytes);
    try (Json json = new Json(out)) {
      json.array("modules");
      for (Map.Entry<ModuleName, Judgement> module : refused.entrySet()) {
        PolicyRule rule = PolicyText.rule(module.getValue().verdict());
        ModuleName cause = module.getValue().module();
        json.object()
            .field("name", module.getKey().text())
            .field("rule", rule == null ? null : rule.origin().toString())
            .field("needs", cause.equals(module.getKey()) ? null : cause.text())
            .endObject();
      }
    }
    out.flush();
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
