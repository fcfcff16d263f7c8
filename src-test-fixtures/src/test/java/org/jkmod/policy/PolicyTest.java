package org.jkmod.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.config.Origin;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.policy.PolicyProblem.Fault;
import org.jkmod.policy.PolicyRule.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines, files and their rights; PolicyModelTest has how rules work together. */
class PolicyTest {
  private static final String FILE = "/etc/kmod/policy.d/10-x.conf";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void anEmptyRoot() {
    rootfs = new Rootfs(folder).folder("/proc/self");
  }

  private Policy read() {
    return new PolicyReader(rootfs.root(), "").read();
  }

  private static PolicyRule forbidding(PolicyVerdict verdict) {
    assertThat(verdict).isInstanceOf(PolicyVerdict.Forbidden.class);
    return ((PolicyVerdict.Forbidden) verdict).rule();
  }

  @Test
  void withoutAnyFileAllIsAllowed() {
    Policy policy = read();
    assertThat(policy).isSameAs(Policy.NONE);
    assertThat(policy.judgeRequest("fs-vfat", ModuleName.of("vfat")))
        .isEqualTo(new PolicyVerdict.Allowed(null));
    assertThat(policy.mode()).isEqualTo(PolicyMode.ENFORCE);
  }

  @Test
  void aRuleKeepsItsReasonAndPlace() {
    rootfs.file(
        FILE, "\n# holes\n forbid\talgif-aead \t CVE-2026-31431: see wiki \r\nforbid x # y\n");
    PolicyRule rule = forbidding(read().judge(ModuleName.asWritten("algif_aead")));
    assertThat(rule)
        .isEqualTo(
            new PolicyRule(
                Kind.FORBID, "algif-aead", "CVE-2026-31431: see wiki", new Origin(FILE, 3)));
    assertThat(forbidding(read().judge(ModuleName.asWritten("x"))).reason()).isEqualTo("y");
  }

  @Test
  void aListTellsWhyFromItsComment() {
    Policy policy = Policy.of("/p", "allow-only ext4 b#d # the root's\nforbid b*\n");
    assertThat(policy.rules())
        .containsExactly(
            new PolicyRule(Kind.ALLOW_ONLY, "ext4", "the root's", new Origin("/p", 1)),
            new PolicyRule(Kind.ALLOW_ONLY, "b#d", "the root's", new Origin("/p", 1)),
            new PolicyRule(Kind.FORBID, "b*", "", new Origin("/p", 2)));
    assertThat(policy.judge(ModuleName.asWritten("ext4")))
        .isEqualTo(new PolicyVerdict.Allowed(policy.rules().get(0)));
    assertThat(forbidding(policy.judge(ModuleName.asWritten("vfat"))))
        .isEqualTo(policy.rules().get(0));
  }

  @Test
  void aLineThatBeginsAsTheOneBeforeMayHaveNothingAfterIt() {
    for (String end : List.of("", "\n", "#", "# a", " ", "\t\n", "\r\n")) {
      Policy policy = Policy.of("/p", "forbid a\nforbid " + end);
      assertThat(policy.problems()).containsExactly(bad(2, Fault.NOTHING_AFTER_KEYWORD, "forbid"));
      assertThat(policy.rules()).hasSize(1);
    }
  }

  @Test
  void badLinesAreToldAndTheOthersCount() {
    Policy policy =
        Policy.of(
            "/p",
            """
            forbid
            blacklist a
            mode of
            initramfs maybe
            forbid [a
            forbid a\\
            forbid a\u0001
            allow-only %s b
            forbid good
            mode audit enforce
            """
                .formatted("a".repeat(5000)));
    assertThat(policy.problems())
        .containsExactly(
            bad(1, Fault.NOTHING_AFTER_KEYWORD, "forbid"),
            bad(2, Fault.UNKNOWN_KEYWORD, "blacklist"),
            bad(3, Fault.NO_MODE, "of"),
            bad(4, Fault.NEITHER_YES_NOR_NO, "maybe"),
            bad(5, Fault.BRACKET_WITHOUT_END, "[a"),
            bad(6, Fault.BACKSLASH_AT_END, "a\\"),
            bad(7, Fault.CONTROL_CHARACTER, "a\u0001"),
            bad(8, Fault.TOO_LONG, "a".repeat(60)),
            bad(10, Fault.NO_MODE, "audit"));
    assertThat(forbidding(policy.judge(ModuleName.asWritten("good"))).origin().line()).isEqualTo(9);
    assertThat(policy.judge(ModuleName.asWritten("b"))).isInstanceOf(PolicyVerdict.Allowed.class);
    assertThat(policy.mode()).isEqualTo(PolicyMode.ENFORCE);
  }

  private static PolicyProblem bad(int line, Fault fault, String word) {
    return new PolicyProblem.BadLine(new Origin("/p", line), fault, word);
  }

  @Test
  void noLineIsJoinedToTheOneBefore() {
    Policy policy = Policy.of("/p", "# why \\\nforbid a because \\\nforbid b\n");
    assertThat(policy.judge(ModuleName.asWritten("a"))).isInstanceOf(PolicyVerdict.Forbidden.class);
    assertThat(policy.judge(ModuleName.asWritten("b"))).isInstanceOf(PolicyVerdict.Forbidden.class);
  }

  @Test
  void aByteOrderMarkHidesNoRule() {
    assertThat(
            forbidding(
                    Policy.of("/p", "\u00ef\u00bb\u00bfforbid a").judge(ModuleName.asWritten("a")))
                .pattern())
        .isEqualTo("a");
  }

  @Test
  void thousandsOfNamesAreAllFound() {
    StringBuilder text = new StringBuilder("forbid a b\n");
    for (int i = 0; i < 5000; i++) {
      text.append("forbid m-").append(i).append("\npermit p").append(i).append('\n');
    }
    Policy policy = Policy.of("/p", text.toString());
    for (int i = 0; i < 5000; i++) {
      assertThat(forbidding(policy.judge(ModuleName.asWritten("m_" + i))).origin().line())
          .isEqualTo(2 * i + 2);
      assertThat(policy.judge(ModuleName.asWritten("p" + i)))
          .isNotEqualTo(new PolicyVerdict.Allowed(null));
      assertThat(policy.judge(ModuleName.asWritten("m" + i)))
          .isEqualTo(new PolicyVerdict.Allowed(null));
    }
    assertThat(policy.judge(ModuleName.asWritten("a b")))
        .isEqualTo(new PolicyVerdict.Allowed(null));
    assertThat(policy.judge(ModuleName.asWritten(""))).isEqualTo(new PolicyVerdict.Allowed(null));
    assertThat(policy.rules()).hasSize(10_001);
  }

  @Test
  void bracketsWithADashHaveTheUnderscoreToo() {
    for (String pattern :
        List.of(
            "a[-x]b",
            "a[x-]b",
            "a[+-/]b",
            "a[!x]b",
            "a[[:punct:]]b",
            "a\\-b",
            "a[]-]b",
            "a[\\-]b")) {
      assertThat(Policy.of("/p", "forbid " + pattern).judge(ModuleName.asWritten("a_b")))
          .as(pattern)
          .isInstanceOf(PolicyVerdict.Forbidden.class);
    }
    for (String pattern : List.of("a[!-x]b", "a[!x-]b", "a[^-]b", "a[!!-]b", "a[xy]b", "a[a-z]b")) {
      assertThat(Policy.of("/p", "forbid " + pattern).judge(ModuleName.asWritten("a-b")))
          .as(pattern)
          .isInstanceOf(PolicyVerdict.Allowed.class);
    }
  }

  @Test
  void theEarlierFoldersFileCounts() {
    rootfs.file("/usr/lib/kmod/policy.d/a.conf", "forbid vendor\n");
    rootfs.file("/run/kmod/policy.d/a.conf", "forbid runtime\n");
    rootfs.file("/usr/local/lib/kmod/policy.d/b.conf", "forbid local\ninitramfs yes\n");
    Policy policy = read();
    assertThat(policy.paths())
        .containsExactly("/run/kmod/policy.d/a.conf", "/usr/local/lib/kmod/policy.d/b.conf");
    assertThat(policy.judge(ModuleName.asWritten("vendor")))
        .isEqualTo(new PolicyVerdict.Allowed(null));
    assertThat(policy.isForInitramfs()).isTrue();
    rootfs.link("/etc/kmod/policy.d/b.conf", "/dev/null");
    assertThat(read().judge(ModuleName.asWritten("local")))
        .isEqualTo(new PolicyVerdict.Allowed(null));
    assertThat(read().problems()).isEmpty();
  }

  @Test
  void anotherRootHasItsOwn() {
    rootfs.file("/image" + FILE, "forbid a\n");
    Policy policy = new PolicyReader(rootfs.root(), "/image").read();
    assertThat(forbidding(policy.judge(ModuleName.asWritten("a"))).origin().source())
        .isEqualTo("/image" + FILE);
    assertThat(read()).isSameAs(Policy.NONE);
  }

  @Test
  void whatOthersMayWriteIsNotUsedAndHidesNothing() throws IOException {
    rootfs.file("/usr/lib/kmod/policy.d/10-x.conf", "forbid vendor\n");
    for (String rights : List.of("rw-rw-rw-", "rw-r--rw-", "rw-rw-r--")) {
      rootfs.file(FILE, "permit vendor\nforbid a\n");
      Files.setPosixFilePermissions(rootfs.path(FILE), PosixFilePermissions.fromString(rights));
      Policy policy = read();
      assertThat(policy.problems())
          .as(rights)
          .containsExactly(new PolicyProblem.OthersMayWrite(FILE));
      assertThat(policy.judge(ModuleName.asWritten("a")))
          .isEqualTo(new PolicyVerdict.Allowed(null));
      assertThat(policy.judge(ModuleName.asWritten("vendor")))
          .isInstanceOf(PolicyVerdict.Forbidden.class);
    }
    Files.setPosixFilePermissions(rootfs.path(FILE), PosixFilePermissions.fromString("rw-r--r--"));
    String name = "/etc/kmod/policy.d";
    Files.setPosixFilePermissions(rootfs.path(name), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(read().problems()).containsExactly(new PolicyProblem.OthersMayWrite(name));
  }

  @Test
  void anotherUsersFileIsNotUsed() throws IOException {
    rootfs.file(FILE, "forbid a\n");
    if (isRoot()) {
      assertThat(read().problems()).isEmpty();
      Files.setAttribute(rootfs.path("/proc/self"), "unix:uid", 0);
      Files.setAttribute(rootfs.path(FILE), "unix:uid", 1);
      assertThat(read().problems()).containsExactly(new PolicyProblem.OthersMayWrite(FILE));
      // Who builds an image as another user owns its files.
      Files.setAttribute(rootfs.path("/proc/self"), "unix:uid", 1);
      assertThat(read().problems()).isEmpty();
      Files.setAttribute(rootfs.path(FILE), "unix:uid", 0);
    }
    assertThat(read().problems()).isEmpty();
  }

  private boolean isRoot() throws IOException {
    return Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(0);
  }

  @Test
  void aLinkMustLeadToAFolderOfRoots() throws IOException {
    rootfs.file("/home/a/x.conf", "forbid a\n").link(FILE, "../../../home/a/x.conf");
    assertThat(read().judge(ModuleName.asWritten("a"))).isInstanceOf(PolicyVerdict.Forbidden.class);
    Files.setPosixFilePermissions(
        rootfs.path("/home/a"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(read().problems()).containsExactly(new PolicyProblem.OthersMayWrite(FILE));
  }

  /** What it leads to is root's, but somebody else can have it lead elsewhere. */
  @Test
  void aLinkMustNotLeadThroughWhatOthersChange() throws IOException {
    rootfs.file("/etc/real/p", "forbid a\n").link("/home/b/cur", "../../etc/real/p");
    rootfs.link(FILE, "../../../home/b/cur");
    assertThat(read().problems()).isEmpty();
    Files.setPosixFilePermissions(
        rootfs.path("/home/b"), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(read().problems()).containsExactly(new PolicyProblem.OthersMayWrite(FILE));
    Files.setPosixFilePermissions(
        rootfs.path("/home/b"), PosixFilePermissions.fromString("rwxr-xr-x"));
    if (isRoot()) {
      Files.setAttribute(rootfs.path("/home/b/cur"), "unix:uid", 1, LinkOption.NOFOLLOW_LINKS);
      assertThat(read().problems()).containsExactly(new PolicyProblem.OthersMayWrite(FILE));
    }
  }

  @Test
  void linksInACircleAreOfNoUse() {
    rootfs.link("/etc/x", "y").link("/etc/y", "x").link(FILE, "../../x");
    assertThat(read().problems()).hasSize(1).first().isInstanceOf(PolicyProblem.Unreadable.class);
  }

  @Test
  void filesByName() {
    rootfs.file("/any", "forbid a\n");
    Policy policy = new PolicyReader(rootfs.root(), "").read(List.of("/any", "/none"));
    assertThat(policy.judge(ModuleName.asWritten("a"))).isInstanceOf(PolicyVerdict.Forbidden.class);
    assertThat(policy.problems()).hasSize(1).first().isInstanceOf(PolicyProblem.Unreadable.class);
  }
}
