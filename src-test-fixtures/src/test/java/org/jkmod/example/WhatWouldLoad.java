package org.jkmod.example;

import java.io.IOException;
import java.io.PrintStream;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleFile;
import org.jkmod.SystemRoot;
import org.jkmod.load.LoadFailure;
import org.jkmod.load.LoadListener;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.modinfo.ModuleSignature;
import org.jkmod.port.Commands;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadStep;

/** Says of a name or an alias what it is, and loads it. */
final class WhatWouldLoad {
  private final Kmod kmod;
  private final PrintStream out;

  WhatWouldLoad(SystemRoot root, String release, PrintStream out) {
    this.kmod = Kmod.open(root, release);
    this.out = out;
  }

  /** What the module says of itself, and who signed it. */
  void describe(String name) throws IOException {
    for (KernelModule module : kmod.find(name)) {
      out.println(
          module.name() + " (" + module.state() + "): " + module.info().first("description"));
      for (ModuleParameter parameter :
          ModuleParameter.of(module.info().fields(), invalid -> out.println("odd: " + invalid))) {
        out.println("  takes " + parameter.name() + ", " + parameter.type());
      }
      if (module.path() != null) {
        try (ModuleFile file = module.open()) {
          ModuleSignature signature = file.signature();
          out.println("  signed by " + (signature == null ? "nobody" : signature.signer()));
        }
      }
    }
  }

  /** Loads what the name stands for; the ports say how. */
  void load(String name, KernelModules kernel, Commands commands) throws IOException {
    LoadPlan plan = kmod.planLoad(LoadRequest.of(name));
    kmod.runner(kernel, commands)
        .run(
            plan,
            new LoadListener() {
              @Override
              public void step(LoadStep step) {
                out.println(
                    "loading " + step.module() + ", " + step.reason().getClass().getSimpleName());
              }

              @Override
              public void failed(LoadFailure failure) {
                out.println(
                    failure.step().module() + " did not load: " + failure.reason().getMessage());
              }
            });
  }
}
