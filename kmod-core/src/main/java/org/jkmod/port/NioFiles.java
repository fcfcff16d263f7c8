package org.jkmod.port;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Files by java.nio; here alone text becomes a {@link Path}, and core touches files nowhere else.
 *
 * <p>A FIFO that takes the place of a regular file between the look at it and its opening makes
 * {@link #open} wait: java.nio has no O_NONBLOCK.
 */
public final class NioFiles implements FileSystem {
  /** The only one that is needed. */
  public static final FileSystem INSTANCE = new NioFiles();

  /** Whether the JDK hands over names of files one char a byte, as a build for Latin-1 does. */
  private static final boolean LATIN1_NAMES =
      "ISO-8859-1".equals(System.getProperty("sun.jnu.encoding"));

  /**
   * More than a file under /sys has that lsmod reads, in bytes: it reads hundreds, and each page of
   * memory that is touched costs as much as a system call.
   */
  private static final int LIVE_SIZE = 128;

  /** What is read at once of a longer one. */
  private static final int LONG_LIVE_SIZE = 16 << 10;

  private static final LinkOption[] FOLLOW = {};
  private static final LinkOption[] LINK_ITSELF = {LinkOption.NOFOLLOW_LINKS};
  private static final String DETAILS = "unix:mode,uid,size,lastModifiedTime,ctime,dev,ino";

  private NioFiles() {}

  /** The path of text with one char a byte. */
  public static Path path(String text) {
    return Path.of(
        LATIN1_NAMES
            ? text
            : new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
  }

  /** An argument, a variable or a name of a file from the JDK as text with one char a byte. */
  public static String text(String fromJdk) {
    return LATIN1_NAMES
        ? fromJdk
        : new String(fromJdk.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /**
   * The path of a text with one char a byte. On Linux Java refuses names with a NUL and, in a
   * locale that is not UTF-8, those with characters that it lacks.
   *
   * @throws FileSystemException when the path cannot be said in the locale of the Java runtime
   */
  public static Path place(String text) throws FileSystemException {
    try {
      return path(text);
    } catch (InvalidPathException e) {
      throw new FileSystemException(
          text,
          null,
          text.indexOf('\0') < 0
              ? "the name cannot be said in this locale; LC_ALL=C.UTF-8 helps"
              : "a name has no NUL");
    }
  }

  @Override
  public FileStatus status(String path) throws IOException {
    return status(place(path), FOLLOW);
  }

  @Override
  public FileStatus linkStatus(String path) throws IOException {
    return status(place(path), LINK_ITSELF);
  }

  private static FileStatus status(Path path, LinkOption[] links) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class, links);
    Object key = attributes.fileKey();
    FileStatus.Kind kind =
        attributes.isRegularFile()
            ? FileStatus.Kind.FILE
            : attributes.isDirectory()
                ? FileStatus.Kind.FOLDER
                : attributes.isSymbolicLink() ? FileStatus.Kind.LINK : FileStatus.Kind.OTHER;
    return new FileStatus(kind, attributes.size(), key == null ? path : key);
  }

  @Override
  public FileDetails details(String path) throws IOException {
    return details(Files.readAttributes(place(path), DETAILS, FOLLOW));
  }

  @Override
  public FileDetails linkDetails(String path) throws IOException {
    return details(Files.readAttributes(place(path), DETAILS, LINK_ITSELF));
  }

  private static FileDetails details(Map<String, Object> attributes) {
    return new FileDetails(
        (Integer) attribute(attributes, "mode"),
        (Integer) attribute(attributes, "uid"),
        (Long) attribute(attributes, "size"),
        ((FileTime) attribute(attributes, "lastModifiedTime")).to(TimeUnit.NANOSECONDS),
        ((FileTime) attribute(attributes, "ctime")).to(TimeUnit.NANOSECONDS),
        (Long) attribute(attributes, "dev"),
        (Long) attribute(attributes, "ino"));
  }

  private static Object attribute(Map<String, Object> attributes, String name) {
    return Objects.requireNonNull(attributes.get(name));
  }

  @Override
  public String readLink(String path) throws IOException {
    return text(Files.readSymbolicLink(place(path)).toString());
  }

  @Override
  public String realPath(String path) throws IOException {
    return text(place(path).toRealPath().toString());
  }

  @Override
  public List<String> list(String folder) throws IOException {
    // Half as many system calls; it says nothing of errors, which the long way then does.
    String[] found = new File(place(folder).toString()).list();
    if (found != null) {
      List<String> names = new ArrayList<>(found.length);
      for (String name : found) {
        names.add(text(name));
      }
      return names;
    }
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place(folder))) {
      for (Path entry : entries) {
        names.add(text(String.valueOf(entry.getFileName())));
      }
    } catch (DirectoryIteratorException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    return names;
  }

  @Override
  public OpenFile open(String path) throws IOException {
    Path file = place(path);
    long size = requireRegular(file);
    return new NioFile(file, FileChannel.open(file, StandardOpenOption.READ), size);
  }

  @Override
  public byte[] read(String path) throws IOException {
    Path file = place(path);
    long size = requireRegular(file);
    if (size == 0) {
      return new byte[0];
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new FileSystemException(path, null, "File too large");
    }
    byte[] content = new byte[(int) size];
    try (OpenFile open = new NioFile(file, FileChannel.open(file, StandardOpenOption.READ), size)) {
      int at = 0;
      while (at < content.length) {
        int count = open.read(ByteBuffer.wrap(content, at, content.length - at), at);
        if (count < 0) {
          return Arrays.copyOf(content, at);
        }
        at += count;
      }
    }
    return content;
  }

  @Override
  public byte[] readLive(String path) throws IOException {
    Path file = place(path);
    if (!path.startsWith("/proc/") && !path.startsWith("/sys/")) {
      // In an image that somebody else made, it may be a FIFO.
      requireRegular(file);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      byte[] content = new byte[LIVE_SIZE];
      int used = 0;
      int count;
      while ((count = channel.read(ByteBuffer.wrap(content, used, content.length - used))) >= 0) {
        used += count;
        if (used == content.length) {
          content = Arrays.copyOf(content, Math.max(LONG_LIVE_SIZE, 2 * used));
        }
      }
      return Arrays.copyOf(content, used);
    }
  }

  /** Returns the size, in bytes. */
  private static long requireRegular(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (attributes.isDirectory()) {
      throw new FileSystemException(path.toString(), null, "Is a directory");
    }
    if (!attributes.isRegularFile()) {
      throw new NotRegularFileException(path.toString());
    }
    return attributes.size();
  }

  @Override
  public OutputStream create(String path, int mode) throws IOException {
    return Channels.newOutputStream(
        FileChannel.open(
            place(path),
            Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
            access(mode)));
  }

  @Override
  public void makeFolder(String path, int mode) throws IOException {
    Files.createDirectory(place(path), access(mode));
  }

  private static FileAttribute<Set<PosixFilePermission>> access(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      // The constants come in the order of the bits, from the owner's first on.
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return PosixFilePermissions.asFileAttribute(permissions);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(
        place(from),
        place(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(String path) throws IOException {
    Files.deleteIfExists(place(path));
  }

  @Override
  public void sync(String path) throws IOException {
    try (FileChannel channel = FileChannel.open(place(path), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void touch(String path) throws IOException {
    FileTime now = FileTime.fromMillis(System.currentTimeMillis());
    Files.getFileAttributeView(place(path), BasicFileAttributeView.class, LINK_ITSELF)
        .setTimes(now, null, null);
  }
}
