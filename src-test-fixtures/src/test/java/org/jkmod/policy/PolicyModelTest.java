package org.jkmod.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made-up policies, judged by the code and by a model of the manual page. */
class PolicyModelTest {
  private static final int POLICIES = 1500;

  private static final List<String> NAMES =
      List.of(
          "a",
          "ab",
          "a_b",
          "a-b",
          "abc",
          "b_c",
          "c",
          "net-pf-2",
          "net_pf_10",
          "fs-a",
          "x",
          "]",
          "crc32c_generic",
          "crc32c-generic",
          "snd_soc_sof_pci_intel_tgl",
          "crc32c_generik",
          "abcdefgh");

  private static final List<String> PATTERNS =
      List.of(
          "a",
          "ab",
          "a-b",
          "a_b",
          "a*",
          "*b",
          "*",
          "?",
          "a?b",
          "[ab]",
          "[!a]*",
          "net-pf-*",
          "b_c",
          "*a*b*",
          "a[-x]b",
          "a[!-x]b",
          "[a-c]",
          "[a",
          "a\\",
          "\\a",
          "a\\-b",
          "**b",
          "fs-?",
          "crc32c-generic",
          "crc32c_generic",
          "crc32c_generi*",
          "snd-soc_sof-pci-intel_tgl",
          "snd_soc_sof_pci_intel_tg?",
          "snd_soc_sof_pci_intel_tgl2",
          "abcdefgh",
          "abcdefg",
          "ab\u0001",
          "crc32c_generic\u007f",
          "caf\u00e9",
          "]",
          "x#");

  private static final List<String> OTHER_LINES =
      List.of(
          "",
          "# forbid a",
          "  # allow-only c \\",
          "mode audit",
          "mode enforce",
          "mode audit # for now",
          "mode adit",
          "mode",
          "mode audit enforce",
          "initramfs yes",
          "Forbid a",
          "forbid",
          "forbid ",
          "permit ",
          "permit # a",
          "allow-only # a",
          "forbidden a");

  @TempDir private Path folder;

  @Test
  void judgesAsTheModel() throws IOException {
    int refused = 0;
    int audited = 0;
    for (int seed = 0; seed < POLICIES; seed++) {
      Random random = new Random(seed);
      List<Map<String, String>> folders = new ArrayList<>();
      Rootfs rootfs = new Rootfs(folder.resolve("" + seed)).folder("/proc/self");
      for (String path : PolicyReader.FOLDERS) {
        Map<String, String> files = new TreeMap<>();
        for (int i = random.nextInt(4) - 1; i > 0; i--) {
          String name = pick(random, List.of("1.conf", "2.conf", "10.conf", "x", ".y.conf"));
          files.put(name, content(random));
          rootfs.file(path + "/" + name, files.get(name));
        }
        folders.add(files);
      }
      PolicyModel model = new PolicyModel(folders, PolicyReader.FOLDERS);
      Policy policy = new PolicyReader(rootfs.root(), "").read();
      String what = "policy " + seed + ": " + folders;
      for (String module : NAMES) {
        String asked = pick(random, NAMES);
        ModuleName name = ModuleName.asWritten(module);
        assertThat(text(policy.judgeRequest(asked, name)))
            .as(what)
            .isEqualTo(model.judge(asked, module, false, true));
        String soft = model.judge("", module, false, false);
        assertThat(text(policy.judge(name))).as(what).isEqualTo(soft);
        assertThat(text(policy.judgeDependency(name)))
            .as(what)
            .isEqualTo(model.judge("", module, true, false));
        refused += soft.startsWith("/") ? 1 : 0;
        audited += soft.startsWith("audit") ? 1 : 0;
      }
      Rootfs.delete(rootfs.base());
    }
    assertThat(refused).isGreaterThan(POLICIES);
    assertThat(audited).isGreaterThan(POLICIES / 4);
  }

  private static String content(Random random) {
    StringBuilder content = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      content.append(pick(random, List.of("", " ", "\t"))).append(line(random));
      content.append(pick(random, List.of("\n", "\n", "\r\n")));
    }
    return content.append(line(random)).toString();
  }

  private static String line(Random random) {
    if (random.nextInt(4) == 0) {
      return pick(random, OTHER_LINES);
    }
    String keyword =
        pick(random, List.of("forbid", "forbid", "forbid-request", "permit", "allow-only"));
    StringBuilder line = new StringBuilder(keyword);
    for (int i = random.nextInt(3); i >= 0; i--) {
      line.append(pick(random, List.of(" ", "\t", "  "))).append(pick(random, PATTERNS));
    }
    return line.append(pick(random, List.of("", " ", " # a b", "#"))).toString();
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static String text(PolicyVerdict verdict) {
    return switch (verdict) {
      case PolicyVerdict.Allowed ignored -> "";
      case PolicyVerdict.Forbidden(var rule, var mode) ->
          (mode == PolicyMode.AUDIT ? "audit " : "") + rule.origin();
    };
  }
}
