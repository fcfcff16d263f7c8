package org.jkmod.depmod;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.port.FileDetails;
import org.jspecify.annotations.Nullable;

/**
 * What a run before this one read from the modules of a folder, and what it wrote (docs/adr/0005).
 *
 * <p>The file, big-endian; a text is its length in 32 bits and its bytes:
 *
 * <pre>
 * 8  magic, with the format's version
 * 4  CRC-32 of all that follows
 *    text    id of the boot
 *    text    folder of the modules
 *    text    folder that the indexes were written to
 * 1  whether that run had nothing to complain about
 * 4  number of files that it read or wrote: text name, 8 bytes size and CRC-32
 * 4  number of modules, in the order of the indexes: text path, 8 each: size, time of modification
 *    and of change, device, inode; 4 place of the facts from the start of the file, 4 their length; place 0: not kept
 *    the facts, as {@link FactsWriter} lays them out
 * </pre>
 *
 * <p>Long because a file that anybody may have damaged is read here, each length and place checked
 * where it stands.
 */
final class FactsCache {
  static final long MAGIC = 0x6a6b6d6f64666302L;
  static final int CHECKED_FROM = 12;

  static final String FOLDER = "/var/cache/jkmod";
  private static final String BOOT = "/proc/sys/kernel/random/boot_id";

  /** What a run reads and writes besides the modules; whatever else is named was never kept. */
  private static final Pattern CONTENT = Pattern.compile("<?modules(\\.[a-z]+)+");

  /** What is known of a module. */
  private record Entry(FileStamp stamp, int offset, int length) {}

  private final Bytes bytes;
  private final String output;
  private final boolean clean;
  private final Map<String, Long> contents = new HashMap<>();
  private final List<String> paths = new ArrayList<>();
  private final Map<String, Entry> entries = new HashMap<>();

  private FactsCache(Bytes bytes, String boot, String moduleDirectory) throws MalformedException {
    this.bytes = bytes;
    Reader reader = new Reader(bytes, CHECKED_FROM);
    if (!reader.text().equals(boot)) {
      throw new MalformedException("cache of another boot");
    }
    if (!reader.text().equals(moduleDirectory)) {
      throw new MalformedException("cache of another directory");
    }
    output = reader.text();
    clean = reader.u8() != 0;
    for (int files = reader.count(); files > 0; files--) {
      String name = reader.text();
      if (!CONTENT.matcher(name).matches()) {
        throw new MalformedException("cache of a file of another name");
      }
      contents.put(name, reader.u64());
    }
    long taken = 0;
    for (int modules = reader.count(); modules > 0; modules--) {
      String path = reader.text();
      FileStamp stamp =
          new FileStamp(reader.u64(), reader.u64(), reader.u64(), reader.u64(), reader.u64());
      Entry entry = new Entry(stamp, reader.u32(), reader.u32());
      bytes.slice(entry.offset, entry.length, "cache: facts");
      taken += entry.length;
      paths.add(path);
      entries.put(path, entry);
    }
    if (taken > bytes.size()) {
      throw new MalformedException("cache: facts", 0, taken + " bytes do not fit");
    }
  }

  /** The path of the cache of a folder; null when this system has no place for it. */
  static @Nullable String file(SystemRoot root, String moduleDirectory) {
    if (!root.isFolder(FOLDER.substring(0, FOLDER.lastIndexOf('/')))) {
      return null;
    }
    CRC32 crc = new CRC32();
    crc.update(moduleDirectory.getBytes(StandardCharsets.ISO_8859_1));
    return FOLDER + "/depmod-" + Long.toHexString(crc.getValue());
  }

  /**
   * Reads it; null when there is none, or one that is damaged, of another version or folder, or
   * that another user could have written.
   */
  static @Nullable FactsCache read(SystemRoot root, String moduleDirectory) {
    String file = file(root, moduleDirectory);
    try {
      String boot = boot(root);
      if (file == null || boot == null || !isTrusted(root, file)) {
        return null;
      }
      return parse(root.files().read(root.place(file)), boot, moduleDirectory);
    } catch (IOException e) {
      // It only saves time.
      return null;
    }
  }

  /**
   * The same from a file's content; null when it is of another version or its checksum is wrong.
   *
   * @throws MalformedException when it is of another boot or folder, or damaged in spite of its
   *     checksum
   */
  static @Nullable FactsCache parse(byte[] content, String boot, String moduleDirectory)
      throws MalformedException {
    Bytes bytes = Bytes.of(content).order(ByteOrder.BIG_ENDIAN);
    boolean isSound =
        bytes.u64(0, "cache magic") == MAGIC
            && bytes.u32(8, "cache checksum")
                == checksum(content, CHECKED_FROM, content.length - CHECKED_FROM);
    return isSound ? new FactsCache(bytes, boot, moduleDirectory) : null;
  }

  /**
   * What this boot of the system is known by; null where that cannot be told. Device numbers mean
   * nothing beyond it, and a cache of another machine has another.
   */
  static @Nullable String boot(SystemRoot root) throws IOException {
    return root.readLiveIfPresent(BOOT);
  }

  /** The file and its folder are no links, are root's or ours, and only their owner writes them. */
  private static boolean isTrusted(SystemRoot root, String file) throws IOException {
    return isTrustedFolder(root) && isTrusted(root, file, FileDetails::isFile);
  }

  /** The same of the folder alone. */
  static boolean isTrustedFolder(SystemRoot root) throws IOException {
    return isTrusted(root, FOLDER, FileDetails::isFolder);
  }

  private static boolean isTrusted(SystemRoot root, String path, Predicate<FileDetails> kind)
      throws IOException {
    FileDetails details;
    try {
      details = root.files().linkDetails(root.place(path));
    } catch (NoSuchFileException e) {
      return false;
    }
    return kind.test(details)
        && !details.isOpenToOthers()
        && (details.user() == 0 || details.user() == user(root));
  }

  /** Who runs this, 0 when that cannot be told. */
  private static int user(SystemRoot root) {
    try {
      return root.files().details(root.place("/proc/self")).user();
    } catch (IOException e) {
      return 0;
    }
  }

  static long checksum(byte[] content, int offset, int length) {
    CRC32 crc = new CRC32();
    crc.update(content, offset, length);
    return crc.getValue();
  }

  /** Size and checksum in one number. */
  static long fingerprint(long size, long crc) {
    return size << 32 | crc;
  }

  /** Whether that run wrote to this folder and had nothing to complain about. */
  boolean isCleanFor(String folder) {
    return clean && output.equals(folder);
  }

  /** The names of what that run read and wrote, with their fingerprints. */
  Map<String, Long> contents() {
    return contents;
  }

  /** Whether the modules are the same in the same order, changed or not. */
  boolean hasExactly(List<FoundModule> found) {
    if (found.size() != paths.size()) {
      return false;
    }
    for (int i = 0; i < paths.size(); i++) {
      if (!paths.get(i).equals(found.get(i).path())) {
        return false;
      }
    }
    return true;
  }

  /**
   * What was read from a module; null when it has changed since, was not kept, or is not what was
   * kept.
   */
  @Nullable ModuleFacts facts(FoundModule module) {
    Entry entry = entries.get(module.path());
    if (entry == null || entry.offset == 0 || !entry.stamp.equals(module.stamp())) {
      return null;
    }
    try {
      return facts(entry);
    } catch (MalformedException e) {
      // The file is there to be read.
      return null;
    }
  }

  /** Whether the module's file is the one that was read. */
  boolean isUnchanged(FoundModule module) {
    Entry entry = entries.get(module.path());
    return entry != null && entry.offset != 0 && entry.stamp.equals(module.stamp());
  }

  /** Whether facts are those that were kept of the module, whatever has become of its file. */
  boolean isSame(FoundModule module, ModuleFacts facts) {
    Entry entry = entries.get(module.path());
    if (entry == null || entry.offset == 0) {
      return false;
    }
    FactsWriter writer = new FactsWriter();
    writer.facts(facts);
    return writer.size() == entry.length && writer.equalTo(bytes, entry.offset);
  }

  private ModuleFacts facts(Entry entry) throws MalformedException {
    Reader reader = new Reader(bytes.slice(entry.offset, entry.length, "cache: facts"), 0);
    return new ModuleFacts(
        reader.texts(),
        NeededSymbols.of(reader.array()),
        reader.texts(),
        reader.texts(),
        reader.texts(),
        List.of(),
        null,
        entry.stamp);
  }

  /** Takes values one after another; each is checked against the end. */
  private static final class Reader {
    private final Bytes bytes;
    private long at;

    Reader(Bytes bytes, long at) {
      this.bytes = bytes;
      this.at = at;
    }

    int u8() throws MalformedException {
      return bytes.u8(at++, "cache");
    }

    int u32() throws MalformedException {
      at += 4;
      return (int) bytes.u32(at - 4, "cache");
    }

    long u64() throws MalformedException {
      at += 8;
      return bytes.u64(at - 8, "cache");
    }

    /** A number of things that follow, of at least a byte each. */
    int count() throws MalformedException {
      int count = u32();
      if (count < 0 || count > bytes.size() - at) {
        throw new MalformedException("cache: count", at - 4, count + " do not fit");
      }
      return count;
    }

    String text() throws MalformedException {
      int length = u32();
      Bytes part = bytes.slice(at, Integer.toUnsignedLong(length), "cache: text");
      at += length;
      return part.fixedText();
    }

    byte[] array() throws MalformedException {
      int length = u32();
      Bytes part = bytes.slice(at, Integer.toUnsignedLong(length), "cache: bytes");
      at += length;
      return part.toArray();
    }

    List<String> texts() throws MalformedException {
      int count = count();
      if (count > (bytes.size() - at) / 4) {
        throw new MalformedException("cache: count", at - 4, count + " do not fit");
      }
      List<String> texts = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        String text = text();
        if (ModuleFacts.isUnsafe(text)) {
          throw new MalformedException("cache: text", at, "a control character");
        }
        texts.add(text);
      }
      return texts;
    }
  }
}
