package org.jkmod;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.bytes.ByteSource;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jkmod.compression.ContentReader;
import org.jkmod.compression.LargeContentException;
import org.jkmod.elf.BuildId;
import org.jkmod.elf.ElfFile;
import org.jkmod.elf.ModuleSymbols;
import org.jkmod.elf.SymbolUse;
import org.jkmod.elf.SymbolVersion;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.port.Decompressor;
import org.jkmod.port.NioFiles;
import org.jspecify.annotations.Nullable;

/**
 * The file of a module, compressed or not, open for reading. Of one that is not compressed only
 * what is asked for is read. Not for several threads at once.
 */
public final class ModuleFile implements Closeable {
  private final FileSource file;
  private final ByteSource image;
  private final ElfFile elf;

  private ModuleFile(FileSource file, ByteSource image) throws IOException {
    this.file = file;
    this.image = image;
    this.elf = ElfFile.parse(image);
  }

  /**
   * Opens a regular file.
   *
   * @param decompressor tried first on what is compressed; {@link Decompressor#NONE} will do
   * @throws MalformedException when it is no module or damaged
   * @throws java.nio.file.FileSystemException with the kernel's reason when it is missing,
   *     unreadable or no regular file
   */
  public static ModuleFile open(SystemRoot root, String path, Decompressor decompressor)
      throws IOException {
    return open(root.open(path), decompressor);
  }

  /** The same for any path of this process. */
  public static ModuleFile open(Path path, Decompressor decompressor) throws IOException {
    return open(
        new FileSource(NioFiles.INSTANCE.open(SystemRoot.text(path.toAbsolutePath()))),
        decompressor);
  }

  private static ModuleFile open(FileSource file, Decompressor decompressor) throws IOException {
    return open(file, ContentReader.ofOne(decompressor, Compression.LIMIT));
  }

  /** The same with what is good until the reader reads another. */
  static ModuleFile open(FileSource file, ContentReader reader) throws IOException {
    try {
      return new ModuleFile(file, reader.contents(file));
    } catch (LargeContentException e) {
      file.close();
      MalformedException damage = new MalformedException(String.valueOf(e.getMessage()));
      damage.initCause(e);
      throw damage;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** The processor that it is for: e_machine of the ELF header, such as 62 for x86-64. */
  public int machine() {
    return elf.machine();
  }

  /** The fields of its .modinfo section; none when it has no such section. */
  public ModuleInfo info() throws IOException {
    Bytes section = elf.section(".modinfo");
    return section == null ? new ModuleInfo(List.of()) : ModuleInfo.parse(section);
  }

  /** The signature at its end, null when it has none. */
  public @Nullable ModuleSignature signature() throws IOException {
    return ModuleSignature.read(image, elf.end());
  }

  /** The number of its build, in hexadecimal digits; null when it has none. */
  public @Nullable String buildId() throws IOException {
    Bytes note = elf.section(".note.gnu.build-id");
    return note == null ? null : BuildId.of(note);
  }

  /** The symbols it gives to others, with their checksums where it has them. */
  public List<SymbolVersion> exports() throws IOException {
    return ModuleSymbols.exports(elf);
  }

  /** The symbols it was built to use, with the checksums it expects; empty without modversions. */
  public List<SymbolVersion> versions() throws IOException {
    return ModuleSymbols.versions(elf);
  }

  /** The symbols it leaves to others, in the order of its symbol table. */
  public List<SymbolUse> needs() throws IOException {
    return ModuleSymbols.dependencies(elf);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
