package org.jkmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.bytes.FileSource;
import org.jkmod.port.Errno;
import org.jkmod.port.FileStatus;
import org.jkmod.port.FileSystem;
import org.jkmod.port.NioFiles;
import org.jspecify.annotations.Nullable;

/**
 * Where the system's absolute paths lie, and what reads what lies there. On a real system that is
 * {@code /}; a test gives a folder of its own and every path that is shown stays as a user knows
 * it.
 *
 * <p>Paths as text have one char a byte, like all text of this library.
 *
 * @param base the folder that stands for {@code /}
 * @param workingDirectory absolute; what relative paths start from
 * @param links follows symbolic links so that none leads out of the folder; null to leave that to
 *     the kernel, for which they start from its own root
 * @param files all files are looked at through it
 */
public record SystemRoot(
    Path base, String workingDirectory, @Nullable LinksInside links, FileSystem files) {
  /** A folder whose links are followed as the kernel follows them. */
  public SystemRoot(Path base, String workingDirectory) {
    this(base, workingDirectory, null, NioFiles.INSTANCE);
  }

  /** A folder that no path leads out of, whatever links are in it: the root of another system. */
  public static SystemRoot confined(Path base) {
    return new SystemRoot(
        base, "/", new LinksInside(text(base), NioFiles.INSTANCE), NioFiles.INSTANCE);
  }

  /** The system's own root and working directory. */
  public static SystemRoot real() {
    return new SystemRoot(Path.of("/"), text(System.getProperty("user.dir", "/")));
  }

  /** The same place, whose files are looked at through another port. */
  public SystemRoot through(FileSystem other) {
    return new SystemRoot(
        base, workingDirectory, links == null ? null : new LinksInside(text(base), other), other);
  }

  /**
   * Where the file of that path really is. A relative path starts from the working directory.
   *
   * @throws FileSystemException when the path has a NUL, or cannot be said in the locale of the
   *     Java runtime
   */
  public Path locate(String path) throws FileSystemException {
    return NioFiles.place(place(path));
  }

  /** The same as text, which {@link #files} takes. */
  public String place(String path) {
    String absolute = absolute(path);
    return join(text(base), links == null ? absolute : links.resolve(absolute));
  }

  static String join(String base, String absolute) {
    return base.equals("/") ? absolute : base + absolute;
  }

  /** The path made absolute; {@code .} and {@code ..} stay as they are. */
  public String absolute(String path) {
    if (path.startsWith("/")) {
      return path;
    }
    return workingDirectory + "/" + path;
  }

  /** A name from the JDK as text with one char a byte. */
  public static String text(Path name) {
    return NioFiles.text(name.toString());
  }

  /** An argument, a variable or a name of a file from the JDK as text with one char a byte. */
  public static String text(String fromJdk) {
    return NioFiles.text(fromJdk);
  }

  /** A text file whole, one char a byte. Regular files only; one of /proc is empty here. */
  public String read(String path) throws IOException {
    return new String(readBytes(path), StandardCharsets.ISO_8859_1);
  }

  /** The same as bytes. */
  public byte[] readBytes(String path) throws IOException {
    return files.read(place(path));
  }

  /**
   * A file that the kernel makes up, under /proc or /sys, one char a byte. Never for a path that a
   * user gave: some of them are read without end.
   */
  public String readLive(String path) throws IOException {
    return new String(files.readLive(place(path)), StandardCharsets.ISO_8859_1);
  }

  /** The same; null when there is no such file. */
  public @Nullable String readLiveIfPresent(String path) throws IOException {
    return statusIfPresent(path) == null ? null : readLive(path);
  }

  /** A text file whole, as {@link #read} has it; null when there is no such file. */
  public @Nullable String readIfPresent(String path) throws IOException {
    return statusIfPresent(path) == null ? null : read(path);
  }

  /**
   * What there is of that path, behind links; null when there is nothing, or nothing that this
   * process may know of.
   *
   * @throws IOException when that cannot be told, as when the disk cannot be read
   */
  public @Nullable FileStatus statusIfPresent(String path) throws IOException {
    try {
      return files.status(place(path));
    } catch (IOException e) {
      ofTheFile(e);
      return null;
    }
  }

  /** The error, when it says something of the file that was asked for; else it is thrown again. */
  private static Errno ofTheFile(IOException failure) throws IOException {
    Errno errno = Errno.of(failure);
    if (errno == null || errno.isOfTheMoment()) {
      throw failure;
    }
    return errno;
  }

  /** Opens a regular file. */
  public FileSource open(String path) throws IOException {
    return new FileSource(files.open(place(path)));
  }

  /** The names in a folder, sorted. */
  public List<String> list(String folder) throws IOException {
    List<String> names = files.list(place(folder));
    names.sort(null);
    return names;
  }

  /** Whether there is something of that path, behind links. */
  public boolean exists(String path) {
    return status(path) != null;
  }

  /** Whether there is a regular file of that path, behind links. */
  public boolean isFile(String path) {
    FileStatus status = status(path);
    return status != null && status.isFile();
  }

  /** Whether there is a folder of that path, behind links. */
  public boolean isFolder(String path) {
    FileStatus status = status(path);
    return status != null && status.isFolder();
  }

  /**
   * Why a folder cannot be walked; null when there is one of that path, behind links.
   *
   * @throws IOException when that cannot be told, as when the disk cannot be read
   */
  public @Nullable Errno whyNoFolder(String path) throws IOException {
    try {
      return files.status(place(path)).isFolder() ? null : Errno.ENOTDIR;
    } catch (IOException e) {
      return ofTheFile(e);
    }
  }

  /** Null when there is nothing, or it cannot be looked at. */
  private @Nullable FileStatus status(String path) {
    try {
      return files.status(place(path));
    } catch (IOException e) {
      return null;
    }
  }
}
