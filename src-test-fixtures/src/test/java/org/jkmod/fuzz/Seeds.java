package org.jkmod.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.index.IndexBuilder;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZ;
import org.tukaani.xz.XZOutputStream;

/** Writes sound inputs for fuzzing to start from. */
final class Seeds {
  private Seeds() {}

  /**
   * Writes them.
   *
   * @param arguments the folder of the corpora
   */
  public static void main(String[] arguments) throws IOException {
    Path corpus = Path.of(arguments[0]);
    for (boolean is64 : new boolean[] {true, false}) {
      for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
        byte[] module = module(is64, order);
        write(corpus, "ElfTarget", "seed-" + is64 + order, module);
        write(corpus, "ModinfoTarget", "seed-" + is64 + order, module);
      }
    }
    byte[] module = module(true, ByteOrder.LITTLE_ENDIAN);
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(gzip)) {
      out.write(module);
    }
    write(corpus, "CompressionTarget", "seed-gzip", gzip.toByteArray());
    ByteArrayOutputStream xz = new ByteArrayOutputStream();
    try (OutputStream out = new XZOutputStream(xz, new LZMA2Options(0), XZ.CHECK_CRC32)) {
      out.write(module);
    }
    write(corpus, "CompressionTarget", "seed-xz", xz.toByteArray());
    // A frame with one raw block of five bytes.
    write(
        corpus,
        "CompressionTarget",
        "seed-zstd",
        new byte[] {
          0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0x20, 5, 0x29, 0, 0, 'h', 'e', 'l', 'l', 'o'
        });
    write(
        corpus,
        "ModinfoTarget",
        "seed-fields",
        "license=GPL\0alias=a*\0x.parm=p:text\0".getBytes(StandardCharsets.ISO_8859_1));
    IndexBuilder index = new IndexBuilder();
    for (String key :
        new String[] {"pci:v00001234d*sv*", "pci:v0000[0-9]*", "usb:*", "a", "ab?c"}) {
      index.add(key, "module", key.length());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    index.write(out);
    write(corpus, "IndexTarget", "seed-index", out.toByteArray());
    write(corpus, "CacheTarget", "seed-empty", cache());
    text(
        corpus,
        "CommandLineTarget",
        "BOOT_IMAGE=/vmlinuz quiet a.b=1 \"c.d=e f\" g.h=\"i j\" modprobe.blacklist=k,l");
    text(
        corpus,
        "PolicyTarget",
        """
        # a
        forbid algif_* why
        forbid-request net-pf-*
        allow-only [a-c]? x # y
        permit a
        mode audit
        initramfs yes
        """);
  }

  /** A folder without modules, and one with a module whose facts are all empty. */
  private static byte[] cache() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[12]);
      text(out, "/m");
      text(out, "/m");
      out.write(1);
      out.writeInt(1);
      text(out, "modules.dep");
      out.writeLong(7);
      out.writeInt(1);
      text(out, "/m/a.ko");
      out.writeLong(1);
      out.writeLong(2);
      text(out, "k");
      int facts = out.size() + 8;
      out.writeInt(facts);
      out.writeInt(20);
      out.writeInt(1);
      text(out, "symbol");
      out.writeInt(3);
      out.write(new byte[] {1, 'x', 0});
      out.writeInt(0);
      out.writeInt(0);
      out.writeInt(0);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    out.writeInt(text.length());
    out.writeBytes(text);
  }

  private static byte[] module(boolean is64, ByteOrder order) {
    return new ElfBuilder(is64, order)
        .export("a_symbol", 0x12345678)
        .export("plain")
        .need("another")
        .version("another", 7)
        .info("alias=pci:v*")
        .info("name=x")
        .build();
  }

  private static void text(Path corpus, String target, String content) throws IOException {
    write(corpus, target, "seed", content.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void write(Path corpus, String target, String name, byte[] content)
      throws IOException {
    Path folder = corpus.resolve(target);
    Files.createDirectories(folder);
    Files.write(folder.resolve(name), content);
  }
}
