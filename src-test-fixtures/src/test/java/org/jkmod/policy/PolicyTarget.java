package org.jkmod.policy;

import java.nio.charset.StandardCharsets;
import org.jkmod.ModuleName;
import org.jkmod.policy.PolicyVerdict.Forbidden;

/** A file of policy.d. Whatever stands in it, the lines after it forbid what they name. */
public final class PolicyTarget {
  private static final String[] NAMES = {"algif_aead", "a", "net_pf_38", "x".repeat(300), ""};

  private PolicyTarget() {}

  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.ISO_8859_1);
    Policy policy = Policy.of("/fuzz.conf", text + "\nforbid sentinel\n");
    for (String name : NAMES) {
      policy.judge(ModuleName.asWritten(name));
      policy.judgeRequest(name, ModuleName.of("a"));
    }
    PolicyVerdict verdict = policy.judge(ModuleName.of("sentinel"));
    if (!text.contains("permit") && !(verdict instanceof Forbidden)) {
      throw new IllegalStateException("the line after it does not forbid: " + verdict);
    }
  }
}
