package org.jkmod.cli.text;

import java.nio.file.NoSuchFileException;
import org.jkmod.Kmod;
import org.jkmod.bytes.MalformedException;
import org.jkmod.cli.log.Priority;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.load.CommandFailure;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.MissingFileException;
import org.jkmod.port.Errno;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Verdict;

/** What modprobe says when a step of a plan failed: kmod's lines and, after them, why. */
public final class LoadFailureText {
  private final Kmod kmod;
  private final String release;
  private final ToolLog log;

  /**
   * @param release the kernel whose modules these are
   */
  public LoadFailureText(Kmod kmod, String release, ToolLog log) {
    this.kmod = kmod;
    this.release = release;
    this.log = log;
  }

  /** Says it: of the module that was asked for, which is not always the one that failed. */
  public void say(LoadFailure failure) {
    String start = "could not insert '" + failure.target().name() + "': ";
    LoadStep step = failure.step();
    switch (failure.reason()) {
      case KernelException refusal -> {
        log.error(start + KernelRefusal.forModprobe(refusal));
        if (step.verdict() instanceof Verdict.Insert insert && isHeard()) {
          KernelRefusal.explain(refusal, kmod, insert.path(), release, log::hint);
        }
      }
      case CommandFailure command -> {
        log.error(
            "Error running install command '"
                + command.command()
                + "' for module "
                + command.module()
                + ": retcode "
                + command.status());
        log.error(start + ErrnoText.of(Errno.EINVAL));
      }
      case MissingFileException missing -> {
        log.error("could not find module by name='" + missing.module() + "'");
        log.error(
            start + KernelRefusal.forModprobe(new KernelException("finit_module", Errno.ENOENT)));
        if (isHeard()) {
          IndexHints.notFound(missing.module().text(), kmod.root(), kmod.directory(), log::hint);
        }
      }
      case MalformedException damaged -> {
        log.error(start + damaged.errno().text());
        log.hint("the file of " + step.module() + ": " + damaged.getMessage());
      }
      case NoSuchFileException gone -> {
        log.error(start + ErrnoText.of(gone));
        if (step.verdict() instanceof Verdict.Insert insert) {
          log.hint(
              step.module()
                  + ": there is no file "
                  + insert.path()
                  + ", though modules.dep lists it: reinstall the package of the kernel's modules,"
                  + " or run depmod.");
        }
      }
      default -> {
        log.error(start + ErrnoText.of(failure.reason()));
        log.hint(step.module() + ": " + ErrnoText.withFile(failure.reason()) + ".");
      }
    }
  }

  /** Whether it is worth looking for what would be said. */
  private boolean isHeard() {
    return log.shows(Priority.ERROR);
  }
}
