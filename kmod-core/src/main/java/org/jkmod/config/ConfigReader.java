package org.jkmod.config;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jkmod.SystemRoot;
import org.jspecify.annotations.Nullable;

/**
 * Reads modprobe.d: the folders, what depmod left beside the modules, and the kernel command line.
 */
public final class ConfigReader {
  /**
   * Where modprobe.d files are looked for; an earlier folder hides the same name in a later one.
   */
  public static final List<String> MODPROBE_FOLDERS =
      List.of(
          "/etc/modprobe.d",
          "/run/modprobe.d",
          "/usr/local/lib/modprobe.d",
          "/usr/lib/modprobe.d",
          "/lib/modprobe.d");

  /** Where depmod.d files are looked for, likewise. */
  public static final List<String> DEPMOD_FOLDERS =
      List.of(
          "/etc/depmod.d",
          "/run/depmod.d",
          "/usr/local/lib/depmod.d",
          "/usr/lib/depmod.d",
          "/lib/depmod.d");

  /**
   * How a file starts that kmod policy export made: it says for other programs what the policy
   * says, which counts here already and may have changed since.
   */
  public static final String EXPORT_HEADER = "# Made by kmod policy export";

  private static final String COMMAND_LINE = "/proc/cmdline";

  private final SystemRoot root;

  public ConfigReader(SystemRoot root) {
    this.root = root;
  }

  /**
   * Reads the files and the kernel's command line.
   *
   * @param paths files and folders; empty for {@link #MODPROBE_FOLDERS}
   * @param moduleDirectory the kernel's folder, whose modules.softdep and modules.weakdep are part
   *     of the configuration; null to leave them out
   */
  public ModprobeConfig readModprobe(List<String> paths, @Nullable String moduleDirectory)
      throws IOException {
    return readModprobe(paths, moduleDirectory, true);
  }

  /** The same without the kernel's command line: the files of a system that need not run. */
  public ModprobeConfig readModprobeFiles(List<String> paths, @Nullable String moduleDirectory)
      throws IOException {
    return readModprobe(paths, moduleDirectory, false);
  }

  private ModprobeConfig readModprobe(
      List<String> paths, @Nullable String moduleDirectory, boolean withCommandLine)
      throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigFiles files = new ConfigFiles(root, problems);
    for (String path : paths.isEmpty() ? MODPROBE_FOLDERS : paths) {
      files.add(path);
    }
    String softdeps = moduleDirectory + "/modules.softdep";
    String weakdeps = moduleDirectory + "/modules.weakdep";
    if (moduleDirectory != null) {
      files.add(softdeps);
      files.add(weakdeps);
    }
    RuleTables tables = new RuleTables();
    ModprobeParser parser = new ModprobeParser(tables, problems);
    for (Map.Entry<String, String> file : files.files()) {
      String path = file.getValue();
      try {
        ConfigText text = new ConfigText(path, root.readBytes(path));
        if (path.equals(softdeps)) {
          parser.parseMade(text, Keyword.SOFTDEP);
        } else if (path.equals(weakdeps)) {
          parser.parseMade(text, Keyword.WEAKDEP);
        } else if (!text.startsWith(EXPORT_HEADER)) {
          parser.parseFile(text);
        }
      } catch (FileSystemException e) {
        problems.add(ConfigProblem.Unreadable.orThrow(path, e));
      }
    }
    String commandLine = withCommandLine ? root.readLiveIfPresent(COMMAND_LINE) : null;
    if (commandLine != null) {
      List<Rule> rules = new ArrayList<>();
      new KernelCommandLine(rules, problems).parse(commandLine);
      tables.add(rules);
    }
    return new ModprobeConfig(tables, problems);
  }

  /** The rules of depmod.d and what was passed over in them. */
  public record DepmodRules(DepmodConfig config, List<ConfigProblem> problems) {
    public DepmodRules {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Reads depmod.d.
   *
   * @param paths files and folders; empty for {@link #DEPMOD_FOLDERS}
   */
  public DepmodRules readDepmod(List<String> paths) throws IOException {
    List<ConfigProblem> problems = new ArrayList<>();
    ConfigFiles files = new ConfigFiles(root, problems);
    for (String path : paths.isEmpty() ? DEPMOD_FOLDERS : paths) {
      files.add(path);
    }
    DepmodParser parser = new DepmodParser(problems);
    for (Map.Entry<String, String> file : files.files()) {
      try {
        parser.parseFile(file.getValue(), root.readBytes(file.getValue()));
      } catch (FileSystemException e) {
        problems.add(ConfigProblem.Unreadable.orThrow(file.getValue(), e));
      }
    }
    return new DepmodRules(parser.config(), problems);
  }
}
