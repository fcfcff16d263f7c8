package org.jkmod;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jkmod.config.DepmodConfig;
import org.jkmod.depmod.Depmod;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.FakeKernel;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Decompressor;

/**
 * A kernel's folder with indexes: base ← middle ← top (alias top-*), other by itself, user ← nobody
 * which needs other.
 */
public final class ModuleTree {
  private static final String FOLDER = "/lib/modules/1";

  private final Rootfs rootfs;
  private final FakeKernel kernel;

  /** Makes it in an empty folder. */
  public ModuleTree(Path folder) throws IOException {
    rootfs = new Rootfs(folder);
    module("base", ElfBuilder.amd64().export("base_a"));
    module("middle", ElfBuilder.amd64().need("base_a").export("middle_a"));
    module("top", ElfBuilder.amd64().need("middle_a").need("base_a").info("alias=top-*"));
    module("other", ElfBuilder.amd64().export("other_a"));
    module("user", ElfBuilder.amd64().need("other_a"));
    index();
    kernel = new FakeKernel(rootfs);
  }

  /** Adds or changes a module; {@link #index} makes it known. */
  public void module(String name, ElfBuilder elf) {
    rootfs.file(FOLDER + "/kernel/" + name + ".ko", elf.info("name=" + name).build());
  }

  /** Makes the indexes anew. */
  public void index() throws IOException {
    List<DepmodProblem> problems = new ArrayList<>();
    Depmod.Listener listener =
        new Depmod.Listener() {
          @Override
          public void accept(DepmodProblem problem) {
            problems.add(problem);
          }

          @Override
          public void needs(String modulePath, String symbol, String providerPath) {}
        };
    Depmod.Request request =
        new Depmod.Request(
            FOLDER, "1", List.of(), DepmodConfig.DEFAULT, 2, FOLDER, Depmod.Reuse.NOTHING, false);
    Objects.requireNonNull(new Depmod(rootfs.root(), Decompressor.NONE, listener).run(request))
        .write(1, 1);
  }

  /** The configuration, instead of what there was. */
  public void config(String lines) {
    rootfs.file("/etc/modprobe.d/x.conf", lines);
  }

  public Rootfs rootfs() {
    return rootfs;
  }

  public FakeKernel kernel() {
    return kernel;
  }

  /** The modules with the configuration as it is now. */
  public Kmod kmod() {
    return Kmod.open(rootfs.root(), "1");
  }
}
