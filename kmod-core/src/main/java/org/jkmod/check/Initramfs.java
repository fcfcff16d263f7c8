package org.jkmod.check;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.Bytes;
import org.jkmod.bytes.MalformedException;
import org.jkmod.compression.Compression;
import org.jspecify.annotations.Nullable;

/**
 * What an initramfs has of modules and of what says which are loaded. Only names are read, and the
 * text of configuration; modules are passed over.
 *
 * <p>An image is one archive after another, the last of them compressed as a whole. An archive is
 * cpio's "newc", for each file:
 *
 * <pre>
 *   0  6  magic 070701, or 070702 with checksums
 *   6  8  each, in hexadecimal: inode, mode, uid, gid, links, mtime, size, four of devices, size of the name, checksum
 * 110     the name with a NUL, to a multiple of 4 with NULs
 *         the content, to a multiple of 4 with NULs
 * </pre>
 *
 * The last is named {@code TRAILER!!!}.
 */
final class Initramfs {
  private static final int HEADER = 110;
  private static final int NAME_LIMIT = 4096;

  /** No configuration is as large; in bytes. */
  private static final int TEXT_LIMIT = 1 << 22;

  /** More than any image unpacks to; one that is damaged could go on for ever. */
  private static final long LIMIT = 1L << 32;

  /** What the kernel decompresses besides, by the first bytes. */
  private static final Map<String, String> OTHERS =
      Map.of("\u0002!L\u0018", "lz4", "BZh", "bzip2", "]\0\0", "lzma", "\u0089LZO", "lzo");

  private static final int TYPE = 0170000;
  private static final int REGULAR = 0100000;
  private static final Pattern CONFIG =
      Pattern.compile("((usr/)?(local/)?lib|etc|run)/(modprobe\\.d|kmod/policy\\.d)/[^/]+\\.conf");

  private final List<String> modules = new ArrayList<>();
  private final Map<String, String> texts = new TreeMap<>();
  private long read;
  private @Nullable String unread;

  /**
   * Reads an image.
   *
   * @throws MalformedException when it is none
   */
  static Initramfs read(SystemRoot root, String path) throws IOException {
    Initramfs image = new Initramfs();
    try (InputStream file = new BufferedInputStream(root.open(path).stream())) {
      image.archives(file, false);
    } catch (EOFException e) {
      throw new MalformedException("cpio archive", image.read, "it is cut off");
    } catch (RuntimeException e) {
      // Decoders throw whatever their arithmetic comes to on damaged data.
      throw new MalformedException("compressed archive", image.read, String.valueOf(e));
    }
    return image;
  }

  /** The paths of the modules' files, with a slash at the start. */
  List<String> modules() {
    return modules;
  }

  /** The files of modprobe.d and policy.d with their texts, by paths with a slash at the start. */
  Map<String, String> texts() {
    return texts;
  }

  /** How a part is compressed that was not read, for the kernel knows more ways; null for none. */
  @Nullable String unread() {
    return unread;
  }

  private static @Nullable String other(byte[] magic) {
    String start = new String(magic, StandardCharsets.ISO_8859_1);
    for (Map.Entry<String, String> one : OTHERS.entrySet()) {
      if (start.startsWith(one.getKey())) {
        return one.getValue();
      }
    }
    return null;
  }

  /** Archives until the end, or until what is compressed, which has the others. */
  private void archives(InputStream in, boolean isUnpacked) throws IOException {
    while (true) {
      in.mark(8);
      int first = in.read();
      if (first < 0) {
        return;
      }
      if (first == 0) {
        continue;
      }
      in.reset();
      in.mark(8);
      byte[] magic = in.readNBytes(Compression.magicSize());
      in.reset();
      if (first == '0') {
        archive(in);
        continue;
      }
      String other = other(magic);
      if (other != null && !isUnpacked) {
        unread = other;
        return;
      }
      Compression compression = Compression.of(Bytes.of(magic));
      if (isUnpacked || compression == Compression.NONE) {
        throw new MalformedException(
            "image", read, "neither a cpio archive nor gzip, xz or zstd: " + first);
      }
      try (InputStream unpacked = new BufferedInputStream(compression.open(in), 1 << 16)) {
        archives(unpacked, true);
      }
      return;
    }
  }

  private void archive(InputStream in) throws IOException {
    for (boolean isLast = false; !isLast; ) {
      isLast = file(in);
    }
  }

  /** Returns whether it was the last. */
  private boolean file(InputStream in) throws IOException {
    String header = text(in, HEADER);
    if (!header.startsWith("07070")) {
      throw new MalformedException("cpio header", read - HEADER, "no magic");
    }
    int mode = (int) number(header, 1);
    long size = number(header, 6);
    long nameSize = number(header, 11);
    if (nameSize < 1 || nameSize > NAME_LIMIT) {
      throw new MalformedException("cpio header", read, "a name of " + nameSize + " bytes");
    }
    String name = text(in, (int) nameSize).substring(0, (int) nameSize - 1);
    skip(in, padding(HEADER + nameSize));
    boolean isFile = (mode & TYPE) == REGULAR;
    String path = name.replaceFirst("^(\\./|/)+", "");
    if (isFile && ModuleName.isModuleFile(path)) {
      modules.add("/" + path);
    }
    if (isFile && size <= TEXT_LIMIT && CONFIG.matcher(path).matches()) {
      texts.put("/" + path, text(in, (int) size));
    } else {
      skip(in, size);
    }
    skip(in, padding(size));
    return name.equals("TRAILER!!!");
  }

  private long number(String header, int field) throws MalformedException {
    try {
      return Long.parseLong(header, 6 + 8 * field, 14 + 8 * field, 16);
    } catch (NumberFormatException e) {
      throw new MalformedException("cpio header", read, "no number in field " + field);
    }
  }

  private static long padding(long size) {
    return -size & 3;
  }

  private String text(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    count(size);
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void skip(InputStream in, long size) throws IOException {
    count(size);
    in.skipNBytes(size);
  }

  private void count(long size) throws MalformedException {
    read += size;
    if (read > LIMIT) {
      throw new MalformedException("image", read, "over the limit of " + LIMIT + " bytes");
    }
  }
}
