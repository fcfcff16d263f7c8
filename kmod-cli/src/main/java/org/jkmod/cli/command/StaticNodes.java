package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.Flag;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.args.Value;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.cli.text.Json;
import org.jkmod.cli.text.StaticNodeText;
import org.jkmod.index.StaticNode;
import org.jspecify.annotations.Nullable;

/**
 * kmod static-nodes: the device nodes that load their module when they are opened, from the running
 * kernel's modules.devname.
 */
public final class StaticNodes extends Tool {
  private static final OptionTable.Builder TABLE = OptionTable.of("kmod static-nodes");
  static final Value FORMAT =
      TABLE.value(
          "-f,--format",
          "FORMAT",
          "human (the default), tmpfiles as in tmpfiles.d(5), or devname as in modules.devname",
          "human",
          "tmpfiles",
          "devname");
  static final Value OUTPUT =
      TABLE.value("-o,--output", "FILE", "write to FILE; missing directories are created");
  static final Flag JSON = TABLE.ownFlag("--json", "print one JSON document, whatever the format");
  private static final OptionTable OPTIONS =
      TABLE.build(
          "kmod static-nodes [OPTION]...",
          "Prints the static device nodes of the running kernel's modules.",
          "",
          "Example: kmod static-nodes -f tmpfiles -o /run/tmpfiles.d/static-nodes.conf");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    String formatName = arguments.last(FORMAT);
    StaticNodeText format = StaticNodeText.named(formatName == null ? "human" : formatName);
    if (format == null) {
      context.out().print(OPTIONS.usage());
      context.out().flush();
      context.err().print("Unknown format: '" + formatName + "'.\n");
      return 1;
    }
    try {
      String file = "/lib/modules/" + context.ports().system().release() + "/modules.devname";
      String content = context.root().readIfPresent(file);
      if (content == null) {
        context.err().print("Warning: " + file + " not found - ignoring\n");
        return 0;
      }
      if (arguments.has(JSON)) {
        return printJson(content, context);
      }
      return print(content, format, arguments.last(OUTPUT), context);
    } catch (IOException e) {
      context.err().print("Error: " + ErrnoText.of(e) + "\n");
      return 1;
    }
  }

  private static int printJson(String content, CommandContext context) {
    try (Json json = new Json(context.out()).array("nodes")) {
      for (String line : content.split("\n", -1)) {
        StaticNode node = line.isEmpty() || line.startsWith("#") ? null : StaticNode.parse(line);
        if (node != null) {
          json.object().field("module", node.module().text()).field("name", node.device());
          json.field("type", node.type() == 'c' ? "character" : "block");
          json.field("major", node.major()).field("minor", node.minor()).endObject();
        }
      }
    }
    return 0;
  }

  private static int print(
      String content, StaticNodeText format, @Nullable String output, CommandContext context)
      throws IOException {
    StringBuilder text = new StringBuilder();
    int status = 0;
    String lines = content.endsWith("\n") ? content.substring(0, content.length() - 1) : content;
    for (String line : lines.split("\n", -1)) {
      if (line.startsWith("#") || lines.isEmpty()) {
        continue;
      }
      StaticNode node = StaticNode.parse(line);
      if (node != null) {
        text.append(format.of(node));
      } else {
        context.err().print("Error: invalid devname entry: " + line + "\n");
        status = 1;
      }
    }
    if (output == null) {
      context.out().print(text.toString());
    } else {
      write(context.root().locate(output), text.toString());
    }
    return status;
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.getParent();
    if (folder == null) {
      throw new NoSuchFileException(file.toString());
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
