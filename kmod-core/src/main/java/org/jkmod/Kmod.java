package org.jkmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.closure.Closure;
import org.jkmod.closure.ClosureBuilder;
import org.jkmod.closure.ClosureRequest;
import org.jkmod.config.ConfigReader;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.index.DependencyLine;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.ProcSys;
import org.jkmod.load.ModuleLoader;
import org.jkmod.load.PlanRunner;
import org.jkmod.load.RemoveListener;
import org.jkmod.load.Remover;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jkmod.port.Clock;
import org.jkmod.port.Commands;
import org.jkmod.port.Decompressor;
import org.jkmod.port.KernelModules;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadPlanner;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.Match;
import org.jkmod.resolve.ModuleLookup;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.ModuleRef;
import org.jkmod.resolve.RemovePlanner;
import org.jkmod.resolve.RemoveRequest;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one kernel: the way into the library.
 *
 * <pre>{@code
 * Kmod kmod = Kmod.open(SystemRoot.real(), "6.1.0-50-amd64");
 * for (KernelModule module : kmod.find("fs-vfat")) {
 *   System.out.println(module.name() + ": " + module.info().first("description"));
 * }
 * }</pre>
 *
 * <p>Indexes and configuration are read when they are first needed, and once; what the kernel has
 * is looked at anew each time. All text has one char a byte ({@link SystemRoot#text} makes it).
 * Nothing is printed. For several threads at once.
 *
 * <p>Methods throw {@link org.jkmod.bytes.MalformedException} where a file is not what its format
 * says, with the structure, the offset and the value, and {@link org.jkmod.index.IndexException}
 * where that file is an index.
 */
public final class Kmod {
  private final SystemRoot root;
  private final ModuleDirectory directory;
  private final Decompressor decompressor;
  private final List<String> configPaths;
  private final ProcSys live;
  private volatile @Nullable ModprobeConfig config;
  private volatile @Nullable BuiltinModules builtins;
  private volatile @Nullable Policy policy;

  private Kmod(
      SystemRoot root,
      String moduleDirectory,
      Decompressor decompressor,
      List<String> configPaths,
      @Nullable ModprobeConfig config) {
    this.root = root;
    this.directory = new ModuleDirectory(root, moduleDirectory);
    this.decompressor = decompressor;
    this.configPaths = List.copyOf(configPaths);
    this.config = config;
    this.live = new ProcSys(root);
  }

  /**
   * The modules in /lib/modules/RELEASE, with the system's configuration. Nothing is read yet, and
   * the folder need not exist.
   */
  public static Kmod open(SystemRoot root, String release) {
    return open(root, "/lib/modules/" + release, Decompressor.NONE, List.of());
  }

  /**
   * The modules in a folder.
   *
   * @param moduleDirectory absolute, seen from the root
   * @param decompressor tried first on compressed files
   * @param configPaths files and folders of configuration; empty for the system's own
   */
  public static Kmod open(
      SystemRoot root,
      String moduleDirectory,
      Decompressor decompressor,
      List<String> configPaths) {
    return new Kmod(root, moduleDirectory, decompressor, configPaths, null);
  }

  /**
   * The modules of a system that need not run: nothing of /proc and /sys is asked for what the
   * files say. {@link SystemRoot#confined} makes a root that no link leads out of.
   *
   * @throws IOException when the configuration cannot be read
   */
  public static Kmod ofTree(SystemRoot root, String release, Decompressor decompressor)
      throws IOException {
    String moduleDirectory = "/lib/modules/" + release;
    ModprobeConfig config = new ConfigReader(root).readModprobeFiles(List.of(), moduleDirectory);
    return new Kmod(root, moduleDirectory, decompressor, List.of(), config);
  }

  /** The same without any configuration. */
  public static Kmod withoutConfig(
      SystemRoot root, String moduleDirectory, Decompressor decompressor) {
    return new Kmod(root, moduleDirectory, decompressor, List.of(), ModprobeConfig.EMPTY);
  }

  /**
   * The kernels that have indexes in a folder, by the names of their releases, without any
   * configuration.
   *
   * @param folder what holds lib/modules, absolute; empty for the system's own
   */
  public static List<Kmod> installed(SystemRoot root, String folder, Decompressor decompressor)
      throws IOException {
    String modules = folder + "/lib/modules";
    List<Kmod> kernels = new ArrayList<>();
    List<String> releases = root.isFolder(modules) ? root.list(modules) : List.of();
    for (String release : releases) {
      String path = modules + "/" + release;
      if (root.exists(path + "/" + Index.DEPENDENCIES.fileName())) {
        kernels.add(withoutConfig(root, path, decompressor));
      }
    }
    return kernels;
  }

  public SystemRoot root() {
    return root;
  }

  /** The indexes. */
  public ModuleDirectory directory() {
    return directory;
  }

  /** What the kernel has now. */
  public ProcSys live() {
    return live;
  }

  Decompressor decompressor() {
    return decompressor;
  }

  /** modprobe.d and the kernel's command line; what was passed over in them is in its problems. */
  public ModprobeConfig config() throws IOException {
    ModprobeConfig known = config;
    return known == null ? readConfig() : known;
  }

  private synchronized ModprobeConfig readConfig() throws IOException {
    ModprobeConfig known = config;
    if (known == null) {
      known = new ConfigReader(root).readModprobe(configPaths, directory.path());
      config = known;
    }
    return known;
  }

  /**
   * The modules of a name or an alias, as modprobe finds them; empty when nothing knows it. One
   * that only an alias or a command of the configuration names may have no file.
   */
  public List<KernelModule> find(String nameOrAlias) throws IOException {
    List<KernelModule> modules = new ArrayList<>();
    for (Match match : new ModuleLookup(config(), directory).find(nameOrAlias)) {
      modules.add(module(match.module()));
    }
    return modules;
  }

  /**
   * The module of a name, never of an alias.
   *
   * @param name {@code -} and {@code _} are the same
   * @return null when the kernel's folder does not have it
   */
  public @Nullable KernelModule module(String name) throws IOException {
    return module(ModuleName.of(name));
  }

  public @Nullable KernelModule module(ModuleName name) throws IOException {
    KernelModule module = module(ModuleRef.named(name));
    return module.path() == null && !module.isBuiltin() ? null : module;
  }

  /** The module in a file, whether an index has it or not; the file is not looked at yet. */
  public KernelModule file(String path) {
    String absolute = root.absolute(path);
    return new KernelModule(this, ModuleRef.file(ModuleName.inFile(absolute), absolute), null);
  }

  /** All modules of modules.dep, those that have a file. */
  public List<KernelModule> all() throws IOException {
    List<KernelModule> modules = new ArrayList<>();
    directory.forEach(
        Index.DEPENDENCIES,
        entry ->
            modules.add(
                new KernelModule(
                    this,
                    ModuleRef.named(entry.module()),
                    DependencyLine.parse(entry.value().text()))));
    return modules;
  }

  /** The module that a lookup found; it may be one that nothing has. */
  public KernelModule module(ModuleRef ref) throws IOException {
    return new KernelModule(this, ref, directory.dependencies(ref.name()));
  }

  /** The fields of a module that is part of the kernel, as modinfo shows them. */
  ModuleInfo builtinInfo(ModuleName name) throws IOException {
    BuiltinModules known = builtins;
    if (known == null) {
      // Several threads may read it; it is the same each time.
      String content = root.readIfPresent(directory.path() + "/modules.builtin.modinfo");
      known = BuiltinModules.parse(content == null ? "" : content);
      builtins = known;
    }
    ModuleInfo info = known.firstRuns().get(name.text());
    return info == null ? new ModuleInfo(List.of()) : info;
  }

  /** What a request names with all that it needs, for an image or another system. */
  public Closure closure(ClosureRequest request) throws IOException {
    return new ClosureBuilder(root, config(), directory, decompressor).build(request);
  }

  /** What the modules depend on, also by the configuration; it remembers what it was asked. */
  public DependencyGraph dependencies() throws IOException {
    return new DependencyGraph(config(), directory);
  }

  /** The system's policy, whose problems it has; an empty one where there is none. */
  public Policy policy() {
    Policy known = policy;
    if (known == null) {
      known = new PolicyReader(root, "").read();
      policy = known;
    }
    return known;
  }

  /** What loading takes as things are now, under the system's policy; nothing is done. */
  public LoadPlan planLoad(LoadRequest request) throws IOException {
    Policy policy = policy();
    return planLoad(request, policy.isEmpty() ? ModulePolicy.NONE : policy);
  }

  /** The same under another policy. */
  public LoadPlan planLoad(LoadRequest request, ModulePolicy policy) throws IOException {
    return new LoadPlanner(root, config(), directory, live, policy).plan(request);
  }

  /** What carries plans for loading out. */
  public PlanRunner runner(KernelModules kernel, Commands commands) {
    return new PlanRunner(new ModuleLoader(root, kernel, decompressor, live), commands, live);
  }

  /**
   * Tells what removing would do as things are now; nothing is done.
   *
   * @return whether all operands could be removed
   */
  public boolean tellRemove(RemoveRequest request, RemoveListener listener) throws IOException {
    return Remover.tell(removePlanner(), request, listener);
  }

  /** What removes modules. */
  public Remover remover(KernelModules kernel, Commands commands, Clock clock) throws IOException {
    return new Remover(removePlanner(), kernel, commands, clock);
  }

  private RemovePlanner removePlanner() throws IOException {
    return new RemovePlanner(root, config(), directory, live);
  }
}
