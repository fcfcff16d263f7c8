package org.jkmod.example;

import java.io.IOException;
import java.io.PrintStream;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.diagnose.Cause;
import org.jkmod.diagnose.Diagnosis;
import org.jkmod.live.LoadedModule;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.load.RemoveListener;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.port.KernelException;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.RemoveRequest;
import org.jkmod.resolve.RemoveStep;
import org.jkmod.resolve.Verdict;

/** A front-end of its own: lists, plans, loads and removes, and says what went wrong. */
final class FrontEnd implements LoadListener, RemoveListener {
  private final Kmod kmod;
  private final PrintStream out;

  FrontEnd(SystemRoot root, String release, PrintStream out) {
    this.kmod = Kmod.open(root, release);
    this.out = out;
  }

  void list() throws IOException {
    for (KernelModule module : kmod.all()) {
      out.println("has " + module.name());
    }
    for (LoadedModule module : kmod.live().loaded()) {
      out.println("loaded " + module.name());
    }
  }

  void plan(String name) throws IOException {
    for (LoadStep step : kmod.planLoad(LoadRequest.of(name)).steps()) {
      out.println("would load " + step.module() + (step.isDue() ? "" : ", which is there"));
    }
  }

  boolean load(String name, KernelModules kernel, Commands commands) throws IOException {
    return kmod.runner(kernel, commands).run(kmod.planLoad(LoadRequest.of(name)), this);
  }

  boolean remove(String name, KernelModules kernel, Commands commands) throws IOException {
    return kmod.remover(kernel, commands, Clock.SYSTEM).run(RemoveRequest.of(name), this);
  }

  @Override
  public void notFound(Operand operand) {
    out.println("no " + operand.text());
  }

  @Override
  public void failed(LoadFailure failure) {
    out.println(failure.step().module() + ": " + failure.reason().getMessage());
    if (failure.reason() instanceof KernelException refusal
        && failure.step().verdict() instanceof Verdict.Insert insert) {
      for (Cause cause : new Diagnosis(kmod).of(insert.path(), refusal)) {
        out.println("  " + cause);
      }
    }
  }

  @Override
  public void refused(RemoveStep.Refused step) {
    out.println(step.module() + " stays: " + step.obstacle());
  }
}
