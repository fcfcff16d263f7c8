package org.jkmod.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jkmod.SystemRoot;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.jkmod.fixtures.golden.GoldenOutcome;
import org.jkmod.fixtures.golden.GoldenRoot;
import org.jkmod.port.FileDetails;
import org.jkmod.port.FileSystem;
import org.jkmod.port.KernelModules;
import org.jkmod.port.NioFiles;

/** Runs a case on our tools, in this process, in a folder of its own. */
final class GoldenReplay {
  private GoldenReplay() {}

  /** What our tools make of a case; the lines that only we have are left out of what they say. */
  static Outcome run(GoldenCase golden) throws IOException {
    return run(golden, List.of());
  }

  /**
   * The same after some files have gone.
   *
   * @param gone paths below the root, removed when the indexes were made; one that is not there is
   *     no error
   */
  static Outcome run(GoldenCase golden, List<String> gone) throws IOException {
    Path base = Files.createTempDirectory("golden");
    try {
      Rootfs rootfs = new Rootfs(base);
      for (String version : GoldenRoot.make(golden, rootfs, TestPorts.RELEASE)) {
        start(List.of("depmod", version), rootfs);
      }
      for (String path : gone) {
        Files.deleteIfExists(base.resolve(path));
      }
      Outcome outcome = start(golden.command(), rootfs);
      return new Outcome(
          outcome.status(),
          outcome.stdout(),
          withoutHints(outcome.stderr()),
          GoldenOutcome.files(rootfs, golden));
    } finally {
      Rootfs.delete(base);
    }
  }

  /** An outcome as text to compare. */
  static String show(GoldenCase golden, Outcome outcome) {
    StringBuilder text = new StringBuilder();
    text.append("$ ").append(golden.command()).append("\nstatus ").append(outcome.status());
    text.append("\nstdout\n").append(outcome.stdout()).append("stderr\n").append(outcome.stderr());
    for (Map.Entry<String, String> file : new TreeMap<>(outcome.files()).entrySet()) {
      text.append("file ").append(file.getKey()).append('\n').append(file.getValue());
    }
    return text.toString();
  }

  private static String withoutHints(String stderr) {
    StringBuilder kept = new StringBuilder();
    for (String line : stderr.split("(?<=\n)", -1)) {
      if (!line.matches("(?s)\\w+: hint: .*")) {
        kept.append(line);
      }
    }
    return kept.toString();
  }

  /** Runs one command on a root file system. */
  static Outcome start(List<String> command, Rootfs rootfs) {
    return start(command, rootfs, "");
  }

  /** The same with something on standard input. */
  static Outcome start(List<String> command, Rootfs rootfs, String input) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return start(command, rootfs.root().through(listedByName()), out, new TestPorts(out, input));
  }

  /**
   * Lists folders by name, where the tools take the order that the kernel gives: that of a folder
   * of a test is whatever the file system likes.
   */
  private static FileSystem listedByName() {
    return answering(
        (path, answer) ->
            answer instanceof List<?> names
                ? new ArrayList<>(names.stream().sorted().toList())
                : answer);
  }

  /** All files were written and changed so much earlier: nothing has to wait. */
  static FileSystem earlier(long nanos) {
    return answering(
        (path, answer) ->
            answer instanceof FileDetails file ? of(file, file.user(), nanos) : answer);
  }

  /** As {@link #earlier}, by 3 s, where the files whose path ends so are another user's. */
  static FileSystem ownedBy(int user, String paths) {
    Pattern pattern = Pattern.compile(".*(" + paths + ")");
    return answering(
        (path, answer) ->
            answer instanceof FileDetails file
                ? of(file, pattern.matcher(path).matches() ? user : 0, 3_000_000_000L)
                : answer);
  }

  private static FileDetails of(FileDetails file, int user, long earlier) {
    return new FileDetails(
        file.mode(),
        user,
        file.size(),
        file.modified() - earlier,
        file.changed() - earlier,
        file.device(),
        file.inode());
  }

  /** The machine's files, with what they answer of a path changed. */
  private static FileSystem answering(BiFunction<String, Object, Object> change) {
    return (FileSystem)
        Proxy.newProxyInstance(
            FileSystem.class.getClassLoader(),
            new Class<?>[] {FileSystem.class},
            (proxy, method, arguments) -> {
              try {
                String path = arguments == null ? "" : String.valueOf(arguments[0]);
                return change.apply(path, method.invoke(NioFiles.INSTANCE, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** The same with a kernel that loads. */
  static Outcome start(List<String> command, Rootfs rootfs, KernelModules kernel) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return start(command, rootfs.root(), out, new TestPorts(out, "", kernel));
  }

  /** The same with standard error on a terminal. */
  static Outcome startOnTerminal(List<String> command, Rootfs rootfs, KernelModules kernel) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return start(command, rootfs.root(), out, new TestPorts(out, "", kernel).onTerminal());
  }

  /** The same through other files, such as some that fail. */
  static Outcome start(List<String> command, Rootfs rootfs, FileSystem files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    return start(command, rootfs.root().through(files), out, new TestPorts(out, ""));
  }

  private static Outcome start(
      List<String> command, SystemRoot root, ByteArrayOutputStream out, TestPorts ports) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    CommandContext context =
        new CommandContext(
            "/bin/" + command.get(0),
            root,
            Map.of(),
            new TextOutput(out),
            new TextOutput(err),
            ports);
    int status = Main.run(command.subList(1, command.size()), context);
    return new Outcome(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1),
        Map.of());
  }
}
