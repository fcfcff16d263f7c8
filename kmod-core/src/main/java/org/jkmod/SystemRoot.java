package org.jkmod;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jkmod.bytes.FileSource;
import org.jspecify.annotations.Nullable;

/**
 * Where the system's absolute paths lie. On a real system that is {@code /}; a test gives a folder
 * of its own and every path that is shown stays as a user knows it.
 *
 * <p>Paths as text have one char a byte, like all text of this library; here alone they become
 * {@link Path}s.
 *
 * @param base the folder that stands for {@code /}
 * @param workingDirectory absolute; what relative paths start from
 * @param links follows symbolic links so that none leads out of the folder; null to leave that to
 *     the kernel, for which they start from its own root
 */
public record SystemRoot(Path base, String workingDirectory, @Nullable LinksInside links) {
  /** Whether the JDK hands over names of files one char a byte, as a build for Latin-1 does. */
  private static final boolean LATIN1_NAMES =
      "ISO-8859-1".equals(System.getProperty("sun.jnu.encoding"));

  /** A folder whose links are followed as the kernel follows them. */
  public SystemRoot(Path base, String workingDirectory) {
    this(base, workingDirectory, null);
  }

  /** A folder that no path leads out of, whatever links are in it: the root of another system. */
  public static SystemRoot confined(Path base) {
    return new SystemRoot(base, "/", new LinksInside(base));
  }

  /** The system's own root and working directory. */
  public static SystemRoot real() {
    return new SystemRoot(Path.of("/"), text(System.getProperty("user.dir", "/")));
  }

  /** Where the file of that path really is. A relative path starts from the working directory. */
  public Path locate(String path) {
    String absolute = absolute(path);
    return join(base, links == null ? absolute : links.resolve(absolute));
  }

  static Path join(Path base, String absolute) {
    String native_ =
        LATIN1_NAMES
            ? absolute
            : new String(absolute.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String prefix = base.toString();
    return Path.of(prefix.equals("/") ? native_ : prefix + native_);
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
    return text(name.toString());
  }

  /** An argument, a variable or a name of a file from the JDK as text with one char a byte. */
  public static String text(String fromJdk) {
    return LATIN1_NAMES
        ? fromJdk
        : new String(fromJdk.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** A text file whole, one char a byte. Regular files only; one of /proc is empty here. */
  public String read(String path) throws IOException {
    return new String(FileSource.readAll(locate(path)), StandardCharsets.ISO_8859_1);
  }

  /**
   * A file that the kernel makes up, under /proc or /sys, one char a byte. Never for a path that a
   * user gave: some of them are read without end.
   */
  public String readLive(String path) throws IOException {
    return new String(FileSource.readLive(locate(path)), StandardCharsets.ISO_8859_1);
  }

  /** The same; null when there is no such file. */
  public @Nullable String readLiveIfPresent(String path) throws IOException {
    return Files.exists(locate(path)) ? readLive(path) : null;
  }

  /** The same; null when there is no such file. */
  public @Nullable String readIfPresent(String path) throws IOException {
    return Files.exists(locate(path)) ? read(path) : null;
  }

  /** Whether there is something of that path, behind links. */
  public boolean exists(String path) {
    return Files.exists(locate(path));
  }

  /** Whether there is a regular file of that path, behind links. */
  public boolean isFile(String path) {
    return Files.isRegularFile(locate(path));
  }
}
