package org.jkmod.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jkmod.port.KernelException;
import org.junit.jupiter.api.Test;

/**
 * The calls reach the kernel and its errors come back; what they do there is the virtual machine's
 * test.
 */
class BindingsTest {
  @Test
  void unameAgreesWithProc() throws IOException {
    assertThat(LinuxSystem.releaseFromUname())
        .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
  }

  @Test
  void errnoIsKept() {
    assertThatThrownBy(() -> new LinuxModules().load(Path.of("/nonexistent/x.ko"), "", 0))
        .isInstanceOfSatisfying(KernelException.class, e -> assertThat(e.errno()).isEqualTo(2));
  }

  @Test
  void theKernelRefusesWhatIsNoModule() {
    // As root ENOEXEC, without privileges EPERM, without support for modules ENOSYS: never success,
    // never a crash.
    assertThatThrownBy(() -> new LinuxModules().load(new byte[64], ""))
        .isInstanceOf(KernelException.class);
    assertThatThrownBy(() -> new LinuxModules().remove("jkmod_no_such_module", 0))
        .isInstanceOf(KernelException.class);
  }

  @Test
  void theSystemsDecodersRefuseWhatIsDamaged() {
    SystemDecompressor system = new SystemDecompressor();
    assertThat(system.xz(new byte[100], 1000)).isNull();
    assertThat(system.zstd(new byte[100], 1000)).isNull();
  }
}
