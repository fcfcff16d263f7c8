package org.jkmod.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.port.Decompressor;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of the log are those that Debian's kernels 6.1, 6.12 and 7.2 wrote; scripts/check-why
 * asks the kernels themselves.
 */
class DiagnosisTest {
  private static final String FILE = "/test/vfat.ko";
  private static final String MODULES = "/lib/modules/6.1";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aModule() {
    rootfs = new Rootfs(folder);
    rootfs.file(
        FILE,
        ElfBuilder.amd64()
            .info("name=vfat")
            .info("parm=max_loop:Maximum number")
            .info("parmtype=max_loop:int")
            .build());
    rootfs.file(MODULES + "/modules.symbols", "alias symbol:fat_scan fat\n");
  }

  private List<Cause> causes(Errno errno, String... log) {
    Kmod kmod = Kmod.withoutConfig(rootfs.root(), MODULES, Decompressor.NONE);
    return new Diagnosis(kmod)
        .of(FILE, new KernelException("finit_module", errno.number(), List.of(log)));
  }

  @Test
  void theVersionMagicIsTheKernelsOwn() {
    assertThat(
            causes(
                Errno.ENOEXEC,
                "vfat: version magic '9.9.13 SMP preempt mod_unload ' should be '6.1 SMP preempt"
                    + " mod_unload '"))
        .containsExactly(
            new Cause.VersionMagic("9.9.13 SMP preempt mod_unload", "6.1 SMP preempt mod_unload"));
  }

  @Test
  void missingSymbolsAreOfTheModuleThatHasThem() {
    String[] log = {
      "vfat: Unknown symbol fat_scan (err -2)", "vfat: Unknown symbol nobody_has (err -2)"
    };
    assertThat(causes(Errno.ENOENT, log))
        .containsExactly(
            new Cause.MissingSymbols(List.of("fat_scan"), ModuleName.of("fat"), false, null),
            new Cause.MissingSymbols(List.of("nobody_has"), null, false, null));
    rootfs.loaded("fat", 0);
    rootfs.file("/sys/module/fat/initstate", "live\n");
    assertThat(causes(Errno.ENOENT, log))
        .contains(new Cause.MissingSymbols(List.of("fat_scan"), ModuleName.of("fat"), true, null));
  }

  @Test
  void symbolsAreKeptFromSomeLicences() {
    String log = "vfat: Unknown symbol nobody_has (err -2)";
    rootfs.file(FILE, ElfBuilder.amd64().info("name=vfat").info("license=GPL v2").build());
    assertThat(causes(Errno.ENOENT, log))
        .containsExactly(new Cause.MissingSymbols(List.of("nobody_has"), null, false, null));
    rootfs.file(FILE, ElfBuilder.amd64().info("name=vfat").info("license=MIT").build());
    assertThat(causes(Errno.ENOENT, log))
        .containsExactly(new Cause.MissingSymbols(List.of("nobody_has"), null, false, "MIT"));
  }

  @Test
  void aSymbolOfAnotherVersionIsNotMissing() {
    assertThat(
            causes(
                Errno.EINVAL,
                "vfat: disagrees about version of symbol fat_scan",
                "vfat: Unknown symbol fat_scan (err -22)"))
        .containsExactly(new Cause.SymbolVersions(List.of("fat_scan")));
  }

  @Test
  void aBadValueComesWithWhatTheModuleSaysOfTheParameter() {
    assertThat(causes(Errno.EINVAL, "vfat: `abc' invalid for parameter `max_loop'"))
        .containsExactly(
            new Cause.BadValue(
                "max_loop",
                "abc",
                false,
                new ModuleParameter("max_loop", "int", "Maximum number")));
    assertThat(causes(Errno.ENOSPC, "vfat: `abc' too large for parameter `other'"))
        .containsExactly(new Cause.BadValue("other", "abc", true, null));
  }

  @Test
  void whatOthersSayMeanwhileIsNotHeard() {
    assertThat(
            causes(
                Errno.EINVAL,
                "clocksource: Switched to clocksource tsc",
                "xvfat: Unknown symbol fat_scan (err -2)",
                "Module loop is blacklisted",
                "vfat: module verification failed: signature and/or required key missing - tainting"
                    + " kernel",
                "vfat: unknown parameter 'nosuch' ignored"))
        .isEmpty();
  }

  @Test
  void whatTheModuleItselfSaysIsPassedOn() {
    assertThat(
            causes(
                Errno.EOPNOTSUPP,
                "kvm: no hardware support for 'vfat'",
                "vfat_x: not this",
                "vfat: no device"))
        .containsExactly(
            new Cause.Said(List.of("kvm: no hardware support for 'vfat'", "vfat: no device")));
  }

  @Test
  void anotherKindOfFile() {
    assertThat(causes(Errno.ENOEXEC, "Invalid architecture in ELF header: 183"))
        .containsExactly(new Cause.OtherMachine(183));
    assertThat(causes(Errno.ENOEXEC, "Invalid ELF header type: 3 != 1"))
        .containsExactly(new Cause.OtherType(3));
    assertThat(causes(Errno.ENOEXEC, "Invalid ELF header type: 99999999999 != 1"))
        .containsExactly(new Cause.OtherType(-1));
    assertThat(causes(Errno.ENOEXEC, "vfat: module has no symbols (stripped?)"))
        .containsExactly(Cause.Plain.NO_SYMBOL_TABLE);
  }

  @Test
  void aKernelThatSaysNothingOfTheProcessorIsCompared() {
    byte[] other = ElfBuilder.amd64().info("name=fat").build();
    other[18] = (byte) 183;
    rootfs.file(MODULES + "/kernel/fat.ko", other);
    rootfs.file(MODULES + "/modules.order", "kernel/fat.ko\n");
    assertThat(causes(Errno.ENOEXEC)).hasOnlyElementsOfType(Cause.OtherMachine.class).hasSize(1);
  }

  @Test
  void filesThatAreNoModules() {
    rootfs.file(FILE, "hello world");
    assertThat(causes(Errno.ENOEXEC)).containsExactly(new Cause.NotElf("hello wo"));
    assertThat(causes(Errno.EKEYREJECTED)).containsExactly(new Cause.NotElf("hello wo"));
    assertThat(causes(Errno.ENOSYS)).isEmpty();
    rootfs.file(FILE, "");
    assertThat(causes(Errno.EINVAL)).containsExactly(Cause.Plain.EMPTY_FILE);
    rootfs.file(FILE, "\u007fELF".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(causes(Errno.ENOEXEC)).hasOnlyElementsOfType(Cause.Damaged.class).hasSize(1);
  }

  @Test
  void signatures() {
    assertThat(causes(Errno.EKEYREJECTED, "Loading of unsigned module is rejected"))
        .containsExactly(new Cause.Signature(Cause.SignatureProblem.MISSING, null));
    assertThat(causes(Errno.EKEYREJECTED, "Loading of module with unavailable key is rejected"))
        .containsExactly(new Cause.Signature(Cause.SignatureProblem.MISSING, null));
  }

  @Test
  void signaturesThatTheKernelDoesNotTake() throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.write(ElfBuilder.amd64().info("name=vfat").build());
    signed.write(new byte[10]);
    signed.write(new byte[] {0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 10});
    signed.write("~Module signature appended~\n".getBytes(StandardCharsets.US_ASCII));
    rootfs.file(FILE, signed.toByteArray());
    assertThat(problem(Errno.EKEYREJECTED)).isEqualTo(Cause.SignatureProblem.DOES_NOT_FIT);
    assertThat(problem(Errno.ENOKEY)).isEqualTo(Cause.SignatureProblem.UNKNOWN_KEY);
    assertThat(problem(Errno.EBADMSG)).isEqualTo(Cause.SignatureProblem.DAMAGED);
    assertThat(problem(Errno.EKEYREJECTED, "Loading of module with unavailable key is rejected"))
        .isEqualTo(Cause.SignatureProblem.UNKNOWN_KEY);
    assertThat(problem(Errno.EKEYREJECTED, "Loading of module with unsupported crypto is rejected"))
        .isEqualTo(Cause.SignatureProblem.UNKNOWN_KIND);
    Kmod kmod = Kmod.withoutConfig(rootfs.root(), MODULES, Decompressor.NONE);
    assertThat(
            new Diagnosis(kmod).of(FILE, new KernelException("finit_module", Errno.EKEYREJECTED)))
        .singleElement()
        .isInstanceOfSatisfying(
            Cause.Signature.class,
            cause -> assertThat(cause.problem()).isEqualTo(Cause.SignatureProblem.REFUSED));
    // It is signed, so lockdown may not be the reason.
    rootfs.file("/sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    assertThat(causes(Errno.EPERM)).isEmpty();
  }

  private Cause.SignatureProblem problem(Errno errno, String... log) {
    assertThat(causes(errno, log)).hasOnlyElementsOfType(Cause.Signature.class).hasSize(1);
    return ((Cause.Signature) causes(errno, log).get(0)).problem();
  }

  @Test
  void notPermitted() {
    assertThat(causes(Errno.EPERM)).isEmpty();
    assertThat(
            causes(
                Errno.EPERM,
                "Lockdown: insmod: unsigned module loading is restricted; see man"
                    + " kernel_lockdown.7"))
        .containsExactly(new Cause.LockedDown(null));
    rootfs.file("/sys/kernel/security/lockdown", "[none] integrity confidentiality\n");
    assertThat(causes(Errno.EPERM)).isEmpty();
    rootfs.file("/sys/kernel/security/lockdown", "none [integrity] confidentiality\n");
    assertThat(causes(Errno.EPERM)).containsExactly(new Cause.LockedDown("integrity"));
    rootfs.file("/proc/cmdline", "quiet module_blacklist=loop,vfat\n");
    assertThat(causes(Errno.EPERM)).containsExactly(Cause.Plain.BLACKLISTED);
    rootfs.file("/proc/self/status", "Name:\tx\nCapEff:\t000001fffffeffff\n");
    assertThat(causes(Errno.EPERM)).containsExactly(Cause.Plain.NO_PRIVILEGE);
    rootfs.file("/proc/sys/kernel/modules_disabled", "1\n");
    assertThat(causes(Errno.EPERM)).containsExactly(Cause.Plain.SWITCHED_OFF);
  }

  @Test
  void whatIsThereAlready() {
    assertThat(causes(Errno.EEXIST)).isEmpty();
    rootfs.file(MODULES + "/modules.builtin", "kernel/fs/fat/vfat.ko\n");
    assertThat(causes(Errno.EEXIST)).containsExactly(Cause.Plain.BUILT_IN);
    rootfs.file("/sys/module/vfat/initstate", "live\n");
    assertThat(causes(Errno.EEXIST)).containsExactly(Cause.Plain.ALREADY_LOADED);
  }

  @Test
  void aFileThatIsGoneLeavesNothingToTell() {
    rootfs = new Rootfs(folder.resolve("other"));
    assertThat(causes(Errno.ENOENT, "vfat: Unknown symbol fat_scan (err -2)")).isEmpty();
  }
}
