package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.fixtures.ElfBuilder;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final byte[] MODULE =
      ElfBuilder.amd64().info("license=GPL").export("x", 1).build();

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(MODULE);
    }
    return out.toByteArray();
  }

  private static byte[] xz(int check, int dictionary) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LZMA2Options options = new LZMA2Options();
    options.setDictSize(dictionary);
    try (OutputStream xz = new XZOutputStream(out, options, check)) {
      xz.write(MODULE);
    }
    return out.toByteArray();
  }

  @Test
  void unpacksByTheFirstBytes() throws IOException {
    for (byte[] packed : new byte[][] {gzip(), xz(XZ.CHECK_CRC64, 1 << 20), MODULE}) {
      assertThat(Compression.of(Bytes.of(packed)).decompress(packed)).isEqualTo(MODULE);
    }
  }

  @Test
  void refusesWhatIsCutOffAnywhere() throws IOException {
    for (byte[] packed : new byte[][] {gzip(), xz(XZ.CHECK_CRC32, 1 << 20)}) {
      for (int length = Compression.magicSize(); length < packed.length; length++) {
        byte[] cut = Arrays.copyOf(packed, length);
        assertThatThrownBy(() -> Compression.of(Bytes.of(cut)).decompress(cut))
            .isInstanceOf(MalformedException.class);
      }
    }
  }

  @Test
  void knowsWhichXzTheKernelTakes() throws IOException {
    assertThat(canRead(xz(XZ.CHECK_CRC32, 1 << 20))).isTrue();
    assertThat(canRead(xz(XZ.CHECK_NONE, 1 << 16))).isTrue();
    assertThat(canRead(xz(XZ.CHECK_CRC64, 1 << 20))).isFalse();
    assertThat(canRead(xz(XZ.CHECK_CRC32, 1 << 21))).isFalse();
    assertThat(
            KernelDecompression.canRead(Compression.XZ, Bytes.of(xz(XZ.CHECK_CRC32, 1 << 20)), ""))
        .isFalse();
  }

  private static boolean canRead(byte[] xz) {
    return KernelDecompression.canRead(Compression.XZ, Bytes.of(xz), "xz");
  }
}
