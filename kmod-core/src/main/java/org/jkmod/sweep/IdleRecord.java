package org.jkmod.sweep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.SystemRoot;
import org.jkmod.sweep.Finding.Stay;
import org.jkmod.sweep.Finding.Why;

/**
 * Since when modules have been found unused, in /run/kmod/idle: a line with the seconds since the
 * system was started and the name for each. It is gone with the next start, as the modules are.
 */
public final class IdleRecord {
  private static final String FOLDER = "/run/kmod";
  private static final String FILE = FOLDER + "/idle";
  private static final int OTHERS_WRITE = 022;
  private static final int LONGEST = 1 << 20;
  private static final long SECONDS_PER_MINUTE = 60;

  private final SystemRoot root;

  public IdleRecord(SystemRoot root) {
    this.root = root;
  }

  /**
   * Remembers which modules are unused now, and keeps those back that were not so for long enough.
   *
   * @param minutes how long they must have been unused
   * @param suffix of a temporary file: no other process has it
   * @return the findings, with the time for which each was unused
   * @throws IOException when it cannot be remembered, or others could write what is remembered
   */
  public List<Finding> update(List<Finding> findings, long minutes, String suffix)
      throws IOException {
    long now = secondsSinceStart();
    Map<String, Long> known = read();
    StringBuilder content = new StringBuilder();
    List<Finding> result = new ArrayList<>();
    for (Finding finding : findings) {
      if (!finding.mayGo()) {
        result.add(finding);
        continue;
      }
      long since = Math.min(known.getOrDefault(finding.module(), now), now);
      content.append(since).append(' ').append(finding.module()).append('\n');
      long idle = now - since;
      boolean isLong = idle >= minutes * SECONDS_PER_MINUTE;
      List<Stay> stays =
          isLong
              ? List.of()
              : List.of(new Stay(Why.NOT_IDLE_YET, Long.toString(idle / SECONDS_PER_MINUTE)));
      result.add(new Finding(finding.module(), stays, idle));
    }
    write(content.toString(), suffix);
    return result;
  }

  private long secondsSinceStart() throws IOException {
    String text = root.readLive("/proc/uptime");
    int dot = text.indexOf('.');
    return Long.parseLong(dot < 0 ? text.strip() : text.substring(0, dot));
  }

  private Map<String, Long> read() throws IOException {
    Map<String, Long> known = new HashMap<>();
    Path file = root.locate(FILE);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || !isOurs(root.locate(FOLDER))) {
      return known;
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        || !isOurs(file)
        || Files.size(file) > LONGEST) {
      return known;
    }
    for (String line : Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0
          && line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')
          && space < 18) {
        known.put(line.substring(space + 1), Long.parseLong(line.substring(0, space)));
      }
    }
    return known;
  }

  /** Written beside it and moved: whoever reads it finds one or the other whole. */
  private void write(String content, String suffix) throws IOException {
    Path folder = root.locate(FOLDER);
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isOurs(folder)) {
      throw new FileSystemException(FOLDER, null, "others than root may write it");
    }
    Path temporary = folder.resolve("idle." + suffix);
    Set<OpenOption> options =
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, LinkOption.NOFOLLOW_LINKS);
    try {
      try (FileChannel channel =
          FileChannel.open(
              temporary,
              options,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r--r--")))) {
        ByteBuffer buffer = ByteBuffer.wrap(content.getBytes(StandardCharsets.ISO_8859_1));
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      Files.move(
          temporary,
          root.locate(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Whether only root, or who runs this, may write it. */
  private boolean isOurs(Path path) throws IOException {
    Map<String, Object> attributes =
        Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    int owner = (Integer) attributes.getOrDefault("uid", -1);
    int mode = (Integer) attributes.getOrDefault("mode", -1);
    return (mode & OTHERS_WRITE) == 0 && (owner == 0 || owner == user());
  }

  private int user() throws IOException {
    return (Integer) Files.getAttribute(root.locate("/proc/self"), "unix:uid");
  }
}
