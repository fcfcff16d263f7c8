package org.jkmod.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jkmod.fixtures.Cpio;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.ModuleTree;
import org.jkmod.fixtures.Packing;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each fault planted in a small sound system, which is made once and copied for each. What makes
 * such a system, and what each plant breaks, is written here from the manual pages.
 */
class CheckTest {
  private static final String TREE = "/lib/modules/1";
  private static final String CONF = "/etc/modprobe.d/a.conf";
  private static final String POLICY = "/etc/kmod/policy.d/p.conf";
  private static final String DEPMOD = "/etc/depmod.d/d.conf";
  private static final String IMAGE = "/boot/initrd.img-1";
  private static final String INDEX = TREE + "/modules.dep.bin";

  /** Lines that are all right, so that a planted one is the third. */
  private static final String SOUND = "# of the machine\nblacklist top\n";

  /** Of a package: for modules that need not be there, and for a parameter without a field. */
  private static final String VENDOR =
      "options not_there x=1\nblacklist gone\noptions card start_ro=1\n";

  @TempDir static Path sound;
  @TempDir static Path folder;

  private static int copies;

  /** What is done to a copy of the sound system. */
  private interface Plant {
    void in(Rootfs rootfs) throws IOException;
  }

  /** A fault, the place where it is to be found, and how it gets there. */
  private record Case(Fault fault, String file, int line, Plant plant) {}

  @BeforeAll
  static void make() throws IOException {
    ModuleTree tree = new ModuleTree(sound);
    Rootfs rootfs = tree.rootfs();
    rootfs.file(TREE + "/modules.builtin", "kernel/inside.ko\n");
    rootfs.file(TREE + "/modules.builtin.modinfo", "inside.license=GPL\0");
    rootfs.file(TREE + "/modules.order", "kernel/base.ko\n");
    tree.module(
        "card",
        ElfBuilder.amd64()
            .info("vermagic=1 SMP mod_unload ")
            .info("parm=level:how loud")
            .info("parmtype=level:int")
            .info("parmtype=names:array of charp")
            .info("parmtype=quick:bool")
            .info("parmtype=size:uint")
            .info("firmware=card.bin")
            .info("softdep=pre: base")
            .section(".rodata", bytes("\0start_ro\0")));
    tree.index();
    FileTime past = FileTime.fromMillis(0);
    for (String name : new String[] {"base", "middle", "top", "other", "user", "card"}) {
      Files.setLastModifiedTime(rootfs.path(TREE + "/kernel/" + name + ".ko"), past);
    }
    rootfs.file(CONF, SOUND).file(POLICY, "forbid top CVE\n").file("/bin/true", "");
    rootfs.file("/usr/lib/modprobe.d/vendor.conf", VENDOR);
    rootfs.file(DEPMOD, "search updates built-in\n").folder("/usr/sbin").file("/sbin/modprobe", "");
    rootfs.file("/proc/cmdline", "quiet nothing.known=1 card.level=2\n");
    rootfs.file(IMAGE, image(new Cpio()));
  }

  private static byte[] image(Cpio archive) {
    archive.folder("etc").file("etc/modprobe.d/a.conf", SOUND);
    archive.file("usr/lib/modules/1/kernel/base.ko", "\177ELF");
    archive.file("./usr/lib/modprobe.d/vendor.conf", VENDOR);
    return archive.build();
  }

  private Rootfs copy() throws IOException {
    Path target = folder.resolve(String.valueOf(copies++));
    Files.walkFileTree(
        sound,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectory(target.resolve(sound.relativize(from)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path from, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(
                from, target.resolve(sound.relativize(from)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
    return new Rootfs(target);
  }

  private static List<Finding> findings(Rootfs rootfs) throws IOException {
    return new Check(rootfs.root(), "1", Decompressor.NONE).findings();
  }

  @Test
  void aSoundSystemHasNoFault() throws IOException {
    assertThat(findings(copy())).isEmpty();
  }

  @Test
  void whatIsNotThereIsNoFault() throws IOException {
    assertThat(new Check(new Rootfs(folder.resolve("none")).root(), null, Decompressor.NONE))
        .satisfies(check -> assertThat(check.findings()).isEmpty());
  }

  @TestFactory
  List<DynamicTest> eachFaultIsFoundAtItsPlace() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Case one : cases()) {
      tests.add(DynamicTest.dynamicTest(one.fault().id() + " " + one.file(), () -> run(one)));
    }
    return tests;
  }

  private void run(Case one) throws IOException {
    Rootfs rootfs = copy();
    one.plant().in(rootfs);
    assertThat(findings(rootfs))
        .extracting(
            finding ->
                finding.fault() + " " + finding.origin().source() + " " + finding.origin().line())
        .contains(one.fault() + " " + one.file() + " " + one.line());
  }

  /** The one that needs the words of an export is the tool's: PolicyCliTest's neighbour has it. */
  @Test
  void everyKindIsPlanted() {
    Set<Fault> kinds = EnumSet.of(Fault.POLICY_EXPORT_STALE);
    cases().forEach(one -> kinds.add(one.fault()));
    assertThat(kinds).containsExactlyInAnyOrder(Fault.values());
  }

  private static void line(List<Case> cases, Fault fault, String line) {
    cases.add(new Case(fault, CONF, 3, rootfs -> rootfs.file(CONF, SOUND + line + "\n")));
  }

  /** Two lines, the second of which is wrong because of the first. */
  private static void second(List<Case> cases, Fault fault, String lines) {
    cases.add(new Case(fault, CONF, 4, rootfs -> rootfs.file(CONF, SOUND + lines + "\n")));
  }

  private static void file(List<Case> cases, Fault fault, String file, Plant plant) {
    cases.add(new Case(fault, file, 0, plant));
  }

  private static void policy(List<Case> cases, Fault fault, int line, String text) {
    cases.add(new Case(fault, POLICY, line, rootfs -> rootfs.file(POLICY, text)));
  }

  private static void mode(Rootfs rootfs, String path, String mode) throws IOException {
    Files.setPosixFilePermissions(rootfs.path(path), PosixFilePermissions.fromString(mode));
  }

  private static void loaded(Rootfs rootfs, String module) {
    rootfs.file("/proc/modules", module + " 16384 0 - Live 0x0000000000000000\n");
    rootfs.loaded(module, 0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    files(cases);
    lines(cases);
    trees(cases);
    depmod(cases);
    policies(cases);
    images(cases);
    return cases;
  }

  private static void files(List<Case> cases) {
    file(
        cases,
        Fault.FILE_UNREADABLE,
        "/etc/modprobe.d/b.conf",
        r -> r.link("/etc/modprobe.d/b.conf", "/nowhere"));
    file(cases, Fault.FILE_WRITABLE, CONF, r -> mode(r, CONF, "rw-rw-rw-"));
    file(
        cases,
        Fault.FILE_WRITABLE,
        "/etc/modprobe.d",
        r -> mode(r, "/etc/modprobe.d", "rwxrwxrwx"));
    file(cases, Fault.FILE_WRITABLE, POLICY, r -> mode(r, POLICY, "rw-rw-rw-"));
    file(
        cases,
        Fault.FILE_WRITABLE,
        TREE + "/kernel/base.ko",
        r -> mode(r, TREE + "/kernel/base.ko", "rw-r--rw-"));
    file(
        cases,
        Fault.FILE_IGNORED,
        "/etc/modprobe.d/blacklist",
        r -> r.file("/etc/modprobe.d/blacklist", "blacklist base\n"));
    file(
        cases,
        Fault.FILE_IGNORED,
        "/etc/kmod/policy.d/cve",
        r -> r.file("/etc/kmod/policy.d/cve", "forbid base\n"));
    file(
        cases,
        Fault.FILE_IS_FOLDER,
        "/etc/modprobe.d/d.conf",
        r -> r.folder("/etc/modprobe.d/d.conf"));
    file(
        cases,
        Fault.FILE_SHADOWED,
        "/usr/lib/modprobe.d/a.conf",
        r -> r.file("/usr/lib/modprobe.d/a.conf", "blacklist base\n"));
    cases.add(
        new Case(Fault.BYTE_ORDER_MARK, CONF, 1, r -> r.file(CONF, "\u00ef\u00bb\u00bf" + SOUND)));
    line(cases, Fault.NUL_CHARACTER, "options card \0level=1");
    line(cases, Fault.CARRIAGE_RETURN, "blacklist base\r");
    line(cases, Fault.CONTROL_CHARACTER, "# a\u001bb");
    line(cases, Fault.COMMENT_JOINED, "# old: \\\nblacklist base");
  }

  private static void lines(List<Case> cases) {
    line(cases, Fault.UNKNOWN_KEYWORD, "balcklist base");
    line(cases, Fault.INCOMPLETE_LINE, "install base");
    line(cases, Fault.OBSOLETE_KEYWORD, "include /etc/modprobe.conf");
    line(cases, Fault.DOUBLED_LINE, "blacklist top");
    line(cases, Fault.NAME_TOO_LONG, "blacklist " + "a".repeat(60));
    line(cases, Fault.COMMAND_TOO_LONG, "install base /bin/true " + "a".repeat(1 << 17));
    cases.add(
        new Case(
            Fault.BAD_COMMAND_LINE_NAME,
            "/proc/cmdline",
            0,
            r -> r.file("/proc/cmdline", "a]b.c=1\n")));
    line(cases, Fault.ALIAS_TO_MISSING, "alias sound snd_gone");
    line(cases, Fault.ALIAS_TO_ALIAS, "alias net-pf-99 top-1");
    second(cases, Fault.ALIAS_LOOP, "alias one two\nalias two one");
    line(cases, Fault.ALIAS_HIDES_MODULE, "alias base other");
    line(cases, Fault.BLACKLIST_MISSING, "blacklist snd_gone");
    line(cases, Fault.BLACKLIST_BUILTIN, "blacklist inside");
    line(cases, Fault.BLACKLIST_ALIAS, "blacklist top-1");
    line(cases, Fault.BLACKLIST_DEPENDENCY, "blacklist other");
    line(cases, Fault.OPTIONS_MISSING, "options snd_gone index=1");
    line(cases, Fault.OPTIONS_BUILTIN, "options inside debug=1");
    line(cases, Fault.OPTIONS_UNKNOWN_PARAMETER, "options card lever=1");
    line(cases, Fault.OPTIONS_WRONG_VALUE, "options card level=loud");
    line(cases, Fault.OPTIONS_WRONG_VALUE, "options card size=-1");
    line(cases, Fault.OPTIONS_WRONG_VALUE, "options card quick=perhaps");
    line(cases, Fault.OPTIONS_WRONG_VALUE, "options card level");
    second(cases, Fault.OPTIONS_DOUBLED, "options card size=1\noptions card names=a,b size=2");
    line(cases, Fault.COMMAND_MISSING, "install base /usr/local/sbin/nothing --now");
    line(cases, Fault.COMMAND_MISSING, "remove base nothing");
    line(cases, Fault.INSTALL_LOOP, "install base /bin/true; modprobe base");
    line(cases, Fault.INSTALL_MISSING, "install snd_gone /bin/true");
    line(cases, Fault.INSTALL_BUILTIN, "install inside /bin/true");
    second(cases, Fault.INSTALL_SECOND, "install base /bin/true\ninstall base /bin/true x");
    line(cases, Fault.INSTALL_DEFEATED, "install card /bin/true");
    line(cases, Fault.SOFTDEP_MISSING, "softdep snd_gone pre: base");
    line(cases, Fault.SOFTDEP_TO_MISSING, "softdep base pre: snd_gone");
    line(cases, Fault.SOFTDEP_EMPTY, "softdep base other");
    line(cases, Fault.SOFTDEP_LOOP, "softdep base post: card\nsoftdep card pre: base");
    cases.add(
        new Case(
            Fault.SOFTDEP_SECOND,
            "/etc/modprobe.d/z.conf",
            1,
            r -> r.file("/etc/modprobe.d/z.conf", "softdep card pre: other\n")));
  }

  private static void trees(List<Case> cases) {
    file(
        cases,
        Fault.RELEASE_MISSING,
        TREE,
        r -> Files.move(r.path(TREE), r.path("/lib/modules/2")));
    file(cases, Fault.RELEASE_EMPTY, "/lib/modules/0", r -> r.folder("/lib/modules/0"));
    file(cases, Fault.INDEX_MISSING, INDEX, r -> Files.delete(r.path(INDEX)));
    file(cases, Fault.INDEX_DAMAGED, INDEX, r -> r.file(INDEX, r.read(INDEX).substring(0, 40)));
    file(
        cases,
        Fault.INDEX_INCOMPLETE,
        TREE + "/modules.alias.bin",
        r -> Files.delete(r.path(TREE + "/modules.alias.bin")));
    file(
        cases,
        Fault.INDEX_STALE,
        INDEX,
        r ->
            Files.setLastModifiedTime(
                r.path(TREE + "/kernel/top.ko"), FileTime.fromMillis(4_000_000_000_000L)));
    file(
        cases,
        Fault.INPUT_MISSING,
        TREE + "/modules.order",
        r -> Files.delete(r.path(TREE + "/modules.order")));
    file(
        cases,
        Fault.MODULE_NOT_INDEXED,
        TREE + "/kernel/new.ko",
        r -> r.file(TREE + "/kernel/new.ko", ElfBuilder.amd64().info("name=new").build()));
    file(
        cases,
        Fault.MODULE_GONE,
        TREE + "/kernel/top.ko",
        r -> Files.delete(r.path(TREE + "/kernel/top.ko")));
    file(
        cases,
        Fault.MODULE_DOUBLED,
        TREE + "/kernel/sub/top.ko",
        r -> r.file(TREE + "/kernel/sub/top.ko", ElfBuilder.amd64().info("name=top").build()));
    file(cases, Fault.MODULE_UPDATED, TREE + "/kernel/base.ko", CheckTest::update);
    file(
        cases,
        Fault.LINK_DANGLING,
        TREE + "/kernel/link.ko",
        r -> r.link(TREE + "/kernel/link.ko", "/nowhere.ko"));
    file(
        cases,
        Fault.MODULE_DAMAGED,
        TREE + "/kernel/top.ko",
        r -> r.file(TREE + "/kernel/top.ko", "no module"));
    file(
        cases,
        Fault.MODULE_FOREIGN,
        TREE + "/updates/dkms.ko",
        r ->
            r.file(
                TREE + "/updates/dkms.ko",
                ElfBuilder.amd64().info("vermagic=2 SMP mod_unload ").build()));
    file(
        cases,
        Fault.MODULE_OTHER_MACHINE,
        TREE + "/updates/dkms.ko",
        r -> r.file(TREE + "/updates/dkms.ko", forArm()));
    file(
        cases,
        Fault.MODULE_UNSIGNED,
        TREE + "/kernel/top.ko",
        r -> r.file("/sys/module/module/parameters/sig_enforce", "Y\n"));
    file(
        cases,
        Fault.MODULE_UNSIGNED,
        TREE + "/kernel/base.ko",
        r -> r.file("/sys/kernel/security/lockdown", "none [integrity] confidentiality\n"));
    file(
        cases,
        Fault.MODULE_WRONG_SUFFIX,
        TREE + "/kernel/top.ko",
        r -> packed(r, TREE + "/kernel/top.ko", "top.ko.gz"));
    file(
        cases,
        Fault.MODULE_NOT_DECOMPRESSED,
        TREE + "/kernel/more.ko.gz",
        r -> {
          packed(r, TREE + "/kernel/more.ko.gz", "more.ko.gz");
          r.file("/sys/module/compression", "xz\n");
        });
    file(cases, Fault.FIRMWARE_MISSING, TREE + "/kernel/card.ko", r -> loaded(r, "card"));
  }

  private static void update(Rootfs rootfs) throws IOException {
    String update = TREE + "/updates/base.ko";
    rootfs.file(update, ElfBuilder.amd64().info("name=base").build());
    ModuleTree.index(rootfs);
  }

  private static byte[] forArm() {
    byte[] module = ElfBuilder.amd64().build();
    // e_machine
    module[18] = (byte) 183;
    return module;
  }

  private static void packed(Rootfs rootfs, String path, String name) {
    rootfs.file(path, Packing.pack(name, ElfBuilder.amd64().info("name=top").build()));
  }

  private static void depmod(List<Case> cases) {
    depmod(cases, Fault.DEPMOD_BAD_LINE, "override base");
    depmod(cases, Fault.OVERRIDE_MATCHES_NOTHING, "override base * extra");
    depmod(cases, Fault.SEARCH_FOLDER_MISSING, "search extra built-in");
    depmod(cases, Fault.EXTERNAL_FOLDER_MISSING, "external * /opt/modules");
    depmod(cases, Fault.BAD_RELEASE_PATTERN, "override base 6.[ kernel");
  }

  private static void depmod(List<Case> cases, Fault fault, String line) {
    cases.add(
        new Case(fault, DEPMOD, 2, r -> r.file(DEPMOD, "search updates built-in\n" + line + "\n")));
  }

  private static void policies(List<Case> cases) {
    policy(cases, Fault.POLICY_BAD_LINE, 1, "forbidd top\n");
    file(cases, Fault.POLICY_TOO_LARGE, POLICY, r -> r.file(POLICY, new byte[17 << 20]));
    policy(cases, Fault.POLICY_MATCHES_NOTHING, 1, "forbid snd_gone\n");
    policy(cases, Fault.POLICY_IS_REQUEST, 1, "forbid net-pf-*\n");
    policy(cases, Fault.POLICY_NEVER_COUNTS, 2, "forbid t*\nforbid to*\n");
    policy(cases, Fault.POLICY_DOUBLED, 2, "forbid top\nforbid top\n");
    policy(cases, Fault.POLICY_CONTRADICTION, 1, "forbid top\npermit top\n");
    policy(cases, Fault.POLICY_PERMITS_NOTHING, 2, "forbid top\npermit base\n");
    cases.add(
        new Case(
            Fault.POLICY_AUDIT_BEATEN,
            "/etc/kmod/policy.d/q.conf",
            1,
            r ->
                r.file(POLICY, "mode enforce\n")
                    .file("/etc/kmod/policy.d/q.conf", "mode audit\n")));
    policy(cases, Fault.POLICY_BUILTIN, 1, "forbid inside\n");
    cases.add(new Case(Fault.POLICY_LOADED, POLICY, 1, r -> loaded(r, "top")));
  }

  private static void images(List<Case> cases) {
    file(cases, Fault.IMAGE_UNREADABLE, IMAGE, r -> r.file(IMAGE, "070701zz"));
    file(cases, Fault.IMAGE_UNREADABLE, IMAGE, r -> r.file(IMAGE, bytes("\u001f\u008bnothing")));
    file(cases, Fault.IMAGE_NOT_READ, IMAGE, r -> r.file(IMAGE, bytes("\u0002!L\u0018 and so on")));
    file(cases, Fault.IMAGE_OLD, IMAGE, r -> r.file(CONF, SOUND + "blacklist base\n"));
    file(cases, Fault.IMAGE_HAS_OLD_FILE, IMAGE, r -> Files.delete(r.path(CONF)));
    file(
        cases,
        Fault.IMAGE_LACKS_FILE,
        IMAGE,
        r -> r.file("/etc/modprobe.d/b.conf", "blacklist base\n"));
    file(cases, Fault.IMAGE_LACKS_FILE, IMAGE, r -> r.file(POLICY, "initramfs yes\n"));
    file(cases, Fault.IMAGE_HAS_FORBIDDEN, IMAGE, r -> r.file(POLICY, "forbid base\n"));
    for (String suffix : new String[] {".gz", ".xz", ".zst"}) {
      // A first archive as it is, with NULs after it, and one that is compressed.
      file(
          cases,
          Fault.IMAGE_HAS_FORBIDDEN,
          IMAGE,
          r -> {
            r.file(POLICY, "forbid base\n");
            byte[] early = new Cpio().file("kernel/x86/microcode.bin", "x".repeat(1000)).build();
            byte[] packed = Packing.pack("initrd" + suffix, image(new Cpio()));
            byte[] all = new byte[1 << 20];
            System.arraycopy(early, 0, all, 0, early.length);
            System.arraycopy(packed, 0, all, 1 << 16, packed.length);
            r.file(IMAGE, Arrays.copyOf(all, (1 << 16) + packed.length));
          });
    }
  }
}
