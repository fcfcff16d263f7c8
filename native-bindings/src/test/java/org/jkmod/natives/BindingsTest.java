package org.jkmod.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.junit.jupiter.api.Assumptions;
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

  /** What only the test asks the C library. */
  public interface Strerror {
    String strerror(int number);
  }

  @Test
  void everyErrorHasTheNumberAndTheWordsOfTheCLibrary() {
    Strerror libc = NativeLibrary.load(Strerror.class, "libc.so.6");
    for (int number = 1; number < 200; number++) {
      Errno errno = Errno.of(number);
      String text = libc.strerror(number);
      assertThat(errno == null ? "Unknown error " + number : errno.text()).isEqualTo(text);
    }
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
    for (ByteBuffer out : List.of(ByteBuffer.allocate(1000), ByteBuffer.allocateDirect(1000))) {
      assertThat(system.xz(ByteBuffer.allocate(100), out)).isFalse();
      assertThat(system.zstd(ByteBuffer.allocateDirect(100), out)).isFalse();
    }
  }

  /** dpkg needs both: without them this is no Debian, and the test counts as skipped. */
  private static boolean isInstalled(String library) throws IOException {
    for (String folder : List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64")) {
      if (!Files.isDirectory(Path.of(folder))) {
        continue;
      }
      try (Stream<Path> below = Files.walk(Path.of(folder), 2)) {
        if (below.anyMatch(path -> path.endsWith(library))) {
          return true;
        }
      }
    }
    return false;
  }

  /** "jkmod jkmod jkmod\n" as zstd and xz make it. */
  @Test
  void theSystemsDecodersUnpackIntoMemoryOfEitherKind() throws IOException {
    byte[] zstd = HexFormat.of().parseHex("28b52ffd24126d0000386a6b6d6f64200a0100314a11f9e82abd");
    byte[] xz =
        HexFormat.of()
            .parseHex(
                "fd377a585a0000016922de360200210116000000742fe5a3e00011000d5d00351ac9fbcf92f2c1f3de7400000000000082cec9f5000125128414cc3b9042990d010000000001595a");
    Assumptions.assumeTrue(isInstalled("libzstd.so.1") && isInstalled("liblzma.so.5"));
    SystemDecompressor system = new SystemDecompressor();
    for (ByteBuffer out : List.of(ByteBuffer.allocate(18), ByteBuffer.allocateDirect(18))) {
      for (byte[] packed : List.of(zstd, xz)) {
        ByteBuffer in = ByteBuffer.allocateDirect(packed.length).put(packed);
        out.clear();
        for (int i = 0; i < 18; i++) {
          out.put(i, (byte) 0);
        }
        assertThat(packed == xz ? system.xz(in, out) : system.zstd(in, out)).isTrue();
        byte[] text = new byte[18];
        out.get(0, text);
        assertThat(new String(text, StandardCharsets.US_ASCII)).isEqualTo("jkmod jkmod jkmod\n");
      }
    }
  }

  @Test
  void aCommandHasItsVariablesAndNobodyElseHas() throws IOException {
    LinuxCommands commands = new LinuxCommands();
    Map<String, String> odd = Map.of("JKMOD_ODD", "it's $HOME \\ \"x\"\n\u00ff");
    String isOdd = "test \"$JKMOD_ODD\" = \"$(printf 'it\\047s $HOME \\134 \"x\"\\n\\377')\"";
    assertThat(commands.run(isOdd, odd)).isZero();
    assertThat(commands.run("exit 7", odd)).isEqualTo(7);
    assertThat(commands.run("kill -TERM $$", odd)).isEqualTo(128 + 15);
    assertThat(commands.run("test -z \"$JKMOD_ODD\"", Map.of())).isZero();
  }
}
