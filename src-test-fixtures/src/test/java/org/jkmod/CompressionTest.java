package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.compression.KernelDecompression;
import org.jkmod.compression.LargeContentException;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Packing;
import org.jkmod.port.Decompressor;
import org.jkmod.port.NioFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
  private static final byte[] MODULE =
      ElfBuilder.amd64().info("license=GPL").export("x", 1).build();

  private static byte[] gzip() {
    return Packing.pack(".gz", MODULE);
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

  /** Whatever came before it in the same memory, a file reads as it is. */
  @Test
  void readsOneFileAfterAnother(@TempDir Path folder) throws IOException {
    byte[] large = Arrays.copyOf(MODULE, 100_000);
    Arrays.fill(large, MODULE.length, large.length, (byte) 7);
    byte[] member = gzip();
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.writeBytes(member);
    two.writeBytes(member);
    byte[] twice = Arrays.copyOf(MODULE, 2 * MODULE.length);
    System.arraycopy(MODULE, 0, twice, MODULE.length, MODULE.length);
    byte[] named = new byte[member.length + 5];
    System.arraycopy(member, 0, named, 0, 10);
    named[3] = 8;
    System.arraycopy("x.ko".getBytes(StandardCharsets.US_ASCII), 0, named, 10, 4);
    System.arraycopy(member, 10, named, 15, member.length - 10);
    byte[][] files = {
      large, MODULE, member, xz(XZ.CHECK_CRC32, 1 << 20), two.toByteArray(), named, {}, large
    };
    byte[][] contents = {large, MODULE, MODULE, MODULE, twice, MODULE, {}, large};
    ContentReader reader = new ContentReader(Decompressor.NONE, Compression.LIMIT);
    Path path = folder.resolve("file");
    for (int i = 0; i < files.length; i++) {
      Files.write(path, files[i]);
      try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path)))) {
        ByteSource source = reader.contents(file);
        assertThat(source.size()).isEqualTo(contents[i].length);
        int from = contents[i].length / 3;
        Bytes part = source.read(from, contents[i].length - from, "part");
        assertThat(part.toArray())
            .isEqualTo(Arrays.copyOfRange(contents[i], from, contents[i].length));
        assertThat(part.origin()).isEqualTo(from);
      }
    }
  }

  /**
   * Small files are unpacked in memory that is kept, large ones in memory that the collector gets
   * back; neither for the word of a few bytes alone.
   */
  @Test
  void unpacksLargeFilesBesideSmallOnes(@TempDir Path folder) throws IOException {
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    byte[] zeros = new byte[6 << 20];
    List<String> asked = new ArrayList<>();
    Decompressor system =
        new Decompressor() {
          @Override
          public boolean xz(ByteBuffer packed, ByteBuffer unpacked) {
            asked.add((unpacked.isDirect() ? "direct " : "heap ") + unpacked.limit());
            byte[] content = new byte[packed.limit()];
            packed.get(0, content);
            try (InputStream stream = new XZInputStream(new ByteArrayInputStream(content))) {
              unpacked.put(0, stream.readAllBytes());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
            return true;
          }

          @Override
          public boolean zstd(ByteBuffer packed, ByteBuffer unpacked) {
            return false;
          }
        };
    ContentReader reader = new ContentReader(system, Compression.LIMIT);
    Path path = folder.resolve("file");
    for (byte[] content : new byte[][] {MODULE, large, MODULE, zeros, large}) {
      for (String as : List.of(".xz", ".gz", ".ko")) {
        Files.write(path, Packing.pack(as, content));
        try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path)))) {
          ByteSource source = reader.contents(file);
          assertThat(source.size()).isEqualTo(content.length);
          assertThat(source.read(0, content.length, "all").toArray()).isEqualTo(content);
        }
      }
    }
    String module = "direct " + MODULE.length;
    String other = "heap " + large.length;
    assertThat(asked).containsExactly(module, other, module, other);
    // What reads one file and is dropped takes nothing that the collector does not get back.
    asked.clear();
    Files.write(path, xz(XZ.CHECK_CRC32, 1 << 20));
    ModuleFile.open(path, system).close();
    assertThat(asked).containsExactly("heap " + MODULE.length);
    ContentReader small = new ContentReader(system, large.length - 1);
    Files.write(path, Packing.pack(".gz", large));
    try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path)))) {
      assertThatThrownBy(() -> small.contents(file)).isInstanceOf(LargeContentException.class);
    }
  }

  @Test
  void damagedFilesAreRefusedOnEitherWay(@TempDir Path folder) throws IOException {
    ContentReader reader = new ContentReader(Decompressor.NONE, Compression.LIMIT);
    Path path = folder.resolve("file");
    byte[] member = gzip();
    int harmless = 0;
    for (int at = 10; at < member.length; at++) {
      byte[] damaged = member.clone();
      damaged[at] ^= 0x10;
      Files.write(path, damaged);
      try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path)))) {
        // A bit that nothing depends on, such as one after the deflated data's end, is no damage.
        assertThat(reader.contents(file).read(0, MODULE.length, "all").toArray()).isEqualTo(MODULE);
        harmless++;
      } catch (MalformedException e) {
        assertThat(e).hasMessageContaining("GZIP data");
      }
      Files.write(path, Arrays.copyOf(member, at));
      try (FileSource file = new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path)))) {
        assertThatThrownBy(() -> reader.contents(file)).isInstanceOf(MalformedException.class);
      }
    }
    assertThat(harmless).isLessThan(5);
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
