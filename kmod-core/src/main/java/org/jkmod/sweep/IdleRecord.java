package org.jkmod.sweep;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jkmod.ModuleName;
import org.jkmod.SystemRoot;
import org.jkmod.port.FileDetails;
import org.jkmod.port.FileSystem;
import org.jkmod.sweep.Finding.Stay;
import org.jkmod.sweep.Finding.Why;

/**
 * Since when modules have been found unused, in /run/kmod/idle: a line with the seconds since the
 * system was started and the name for each. It is gone with the next start, as the modules are.
 */
public final class IdleRecord {
  private static final String FOLDER = "/run/kmod";
  private static final String FILE = FOLDER + "/idle";
  private static final int LONGEST = 1 << 20;
  private static final long SECONDS_PER_MINUTE = 60;

  private final SystemRoot root;
  private final FileSystem files;

  public IdleRecord(SystemRoot root) {
    this.root = root;
    this.files = root.files();
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
    Map<ModuleName, Long> known = read();
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

  private Map<ModuleName, Long> read() throws IOException {
    Map<ModuleName, Long> known = new HashMap<>();
    FileDetails file;
    try {
      file = files.linkDetails(root.place(FILE));
    } catch (NoSuchFileException e) {
      return known;
    }
    if (!isOurs(files.linkDetails(root.place(FOLDER)))
        || !file.isFile()
        || !isOurs(file)
        || file.size() > LONGEST) {
      return known;
    }
    for (String line : root.read(FILE).lines().toList()) {
      int space = line.indexOf(' ');
      if (space > 0
          && line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')
          && space < 18) {
        known.put(
            ModuleName.asWritten(line.substring(space + 1)),
            Long.parseLong(line.substring(0, space)));
      }
    }
    return known;
  }

  /** Written beside it and moved: whoever reads it finds one or the other whole. */
  private void write(String content, String suffix) throws IOException {
    String folder = root.place(FOLDER);
    try {
      files.makeFolder(folder, 0755);
    } catch (FileAlreadyExistsException e) {
      // As in every run but the first.
    }
    FileDetails details = files.linkDetails(folder);
    if (!details.isFolder() || !isOurs(details)) {
      throw new FileSystemException(FOLDER, null, "users other than root can write to it");
    }
    String temporary = folder + "/idle." + suffix;
    try {
      try (OutputStream out = files.create(temporary, 0644)) {
        out.write(content.getBytes(StandardCharsets.ISO_8859_1));
      }
      files.rename(temporary, root.place(FILE));
    } finally {
      files.delete(temporary);
    }
  }

  /** Whether only root, or who runs this, may write it. */
  private boolean isOurs(FileDetails details) throws IOException {
    return !details.isOpenToOthers() && (details.user() == 0 || details.user() == user());
  }

  private int user() throws IOException {
    return files.details(root.place("/proc/self")).user();
  }
}
