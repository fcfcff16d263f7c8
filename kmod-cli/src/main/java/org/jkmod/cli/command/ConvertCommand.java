package org.jkmod.cli.command;

import java.io.IOException;
import org.jkmod.cli.CommandContext;
import org.jkmod.cli.args.Arguments;
import org.jkmod.cli.args.OptionTable;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.cli.text.ConversionText;
import org.jkmod.cli.text.ErrnoText;
import org.jkmod.convert.Conversion;
import org.jkmod.convert.OldConfigReader;

/** kmod convert: modules.conf of modutils, or modprobe.conf of module-init-tools, as modprobe.d. */
final class ConvertCommand extends Tool {
  private static final OptionTable OPTIONS =
      OptionTable.of("kmod convert")
          .build(
              "kmod convert [OPTION]... FILE",
              "Prints an old modules.conf or modprobe.conf as lines for modprobe.d. What modprobe.d"
                  + " cannot say becomes a comment with the reason, and the status is 1.",
              "",
              "Example: kmod convert /etc/modules.conf >/etc/modprobe.d/old.conf");

  @Override
  OptionTable options() {
    return OPTIONS;
  }

  @Override
  int run(Arguments arguments, CommandContext context) {
    ToolLog log = context.log("kmod", false);
    if (arguments.operands().size() != 1) {
      log.error(arguments.operands().isEmpty() ? "missing file." : "one file only.");
      return 1;
    }
    String file = arguments.operands().get(0);
    try {
      Conversion conversion = OldConfigReader.convert(context.root(), file);
      context.out().print(ConversionText.of(conversion, file));
      int losses = conversion.losses();
      if (losses > 0) {
        log.warning(
            file
                + ": "
                + losses
                + (losses == 1 ? " line was" : " lines were")
                + " not converted; the comments give the reasons.");
      }
      return losses == 0 ? 0 : 1;
    } catch (IOException e) {
      log.error(file + ": " + ErrnoText.of(e));
      return 1;
    }
  }
}
