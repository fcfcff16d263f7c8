package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.ModulesInUse;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.config.Rule;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.LoadPolicy;
import org.jkmod.live.ModuleState;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyRule;
import org.jkmod.policy.PolicyVerdict;
import org.jkmod.resolve.DependencyGraph;
import org.jkmod.resolve.DependencyGraph.Edge;
import org.jkmod.resolve.DependencyGraph.Kind;
import org.jkmod.resolve.ModuleRef;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether modules can be loaded on a machine, and by which ways. Root with insmod is none of
 * them: only the kernel stops that.
 */
public final class LoadCheck {
  /** As many modules that need one are named. */
  private static final int SHOWN = 3;

  private final Kmod kmod;
  private final String release;
  private final boolean isRunning;
  private final ModprobeConfig config;
  private final Policy policy;
  private final DependencyGraph graph;
  private final CommandLine commandLine;
  private @Nullable List<ImageCopy> images;

  /**
   * Reads the configuration.
   *
   * @param release of the kernel whose modules they are
   * @param isRunning whether that kernel runs, on this machine
   */
  public LoadCheck(Kmod kmod, String release, boolean isRunning) throws IOException {
    this.kmod = kmod;
    this.release = release;
    this.isRunning = isRunning;
    this.config = kmod.config();
    this.policy = kmod.policy();
    this.graph = kmod.dependencies();
    this.commandLine = isRunning ? CommandLine.read(kmod.root()) : new CommandLine("");
  }

  /** One answer for each module that a name or an alias stands for; one at least. */
  public List<LoadAnswer> of(String nameOrAlias) throws IOException {
    List<LoadAnswer> answers = new ArrayList<>();
    for (KernelModule module : kmod.find(nameOrAlias)) {
      answers.add(new Question(nameOrAlias, module).answer());
    }
    if (answers.isEmpty()) {
      ModuleName name = Kernels.named(nameOrAlias);
      answers.add(new Question(nameOrAlias, kmod.module(ModuleRef.named(name))).answer());
    }
    return answers;
  }

  /** One module, and what was found out of it so far. */
  private final class Question {
    private final String asked;
    private final KernelModule module;
    private final ModuleName name;
    private final List<LoadAnswer.Reason> reasons = new ArrayList<>();
    private boolean isForbidden;
    private boolean isKeptOut;

    Question(String asked, KernelModule module) {
      this.asked = asked;
      this.module = module;
      this.name = module.name();
    }

    private void add(Circumstance circumstance, String... facts) {
      reasons.add(new LoadAnswer.Reason(circumstance, List.of(facts)));
    }

    LoadAnswer answer() throws IOException {
      if (isRunning && kmod.live().state(name) == ModuleState.LIVE) {
        add(Circumstance.LOADED);
      }
      if (module.path() != null) {
        file();
      } else if (module.isBuiltin() || isPartOfTheRunningKernel()) {
        builtin();
      } else {
        add(hasList() ? Circumstance.ABSENT : Circumstance.PERHAPS_BUILTIN);
      }
      return new LoadAnswer(asked, name, reasons);
    }

    private boolean hasList() {
      String folder = kmod.directory().path();
      return kmod.root().exists(folder + "/" + Index.BUILTINS.fileName())
          || kmod.root().exists(folder + "/modules.builtin");
    }

    /** Its folder may lack the list of what is built in, as after an upgrade. */
    private boolean isPartOfTheRunningKernel() throws IOException {
      return isRunning
          && kmod.live().state(name) != ModuleState.LIVE
          && (kmod.root().exists("/sys/module/" + name)
              || !CommandLine.initcalls(kmod.root(), name).isEmpty());
    }

    private void builtin() throws IOException {
      List<String> starts =
          isRunning ? CommandLine.initcalls(kmod.root(), name) : List.<String>of();
      for (String start : starts) {
        if (commandLine.list("initcall_blacklist").contains(start)) {
          add(Circumstance.INITCALL_BLACKLIST, start);
          return;
        }
      }
      add(Circumstance.BUILTIN, String.join(" ", starts));
    }

    private void file() throws IOException {
      if (commandLine.list("module_blacklist").contains(name.text())) {
        add(Circumstance.KERNEL_BLACKLIST);
        return;
      }
      if (isRunning && new LoadPolicy(kmod.root()).isSwitchedOff()) {
        add(Circumstance.MODULES_DISABLED);
        return;
      }
      policy();
      install();
      Rule.Blacklist blacklist = config.blacklistOf(name);
      if (blacklist != null) {
        add(Circumstance.BLACKLIST, blacklist.origin().toString());
      }
      if (!isForbidden && !isKeptOut && config.installOf(name) == null) {
        add(Circumstance.BY_NAME);
      }
      users();
      if (isForbidden && !isKeptOut && blacklist == null && isForTheLibrary()) {
        add(Circumstance.LIBRARY);
      }
      for (ImageCopy image : images()) {
        if (image.has(name) && !image.keepsOut(name)) {
          add(Circumstance.IMAGE, image.path());
        }
      }
    }

    private void policy() {
      Policy.Judgement judgement = policy.judgeWhole(name, module.dependencyNames());
      if (judgement.verdict() instanceof PolicyVerdict.Forbidden forbidden) {
        PolicyRule rule = forbidden.rule();
        isForbidden = forbidden.blocks();
        if (isForbidden) {
          add(
              Circumstance.POLICY,
              rule.origin().toString(),
              rule.kind() == PolicyRule.Kind.ALLOW_ONLY ? "" : rule.reason(),
              judgement.module().equals(name) ? "" : judgement.module().text());
        } else {
          add(Circumstance.AUDIT, rule.origin().toString(), rule.reason());
        }
      } else if (policy.judgeRequest(asked, name) instanceof PolicyVerdict.Forbidden request
          && request.blocks()) {
        add(Circumstance.REQUEST, request.rule().origin().toString(), asked);
      }
    }

    private void install() {
      Rule.Install first = config.installOf(name);
      if (first == null) {
        return;
      }
      String origin = first.origin().toString();
      Rule.Softdep softdep = config.softdepOf(name);
      boolean isBlocking = CommandFaults.isBlocking(first.command());
      if (isBlocking && softdep != null) {
        add(Circumstance.INSTALL_DEFEATED, origin, softdep.origin().toString());
      } else if (isBlocking) {
        isKeptOut = true;
        add(Circumstance.INSTALL, origin, first.command());
      } else if (!isForbidden) {
        add(Circumstance.INSTALL_RUNS, origin, first.command());
      }
      for (Rule.Install install : config.installs()) {
        if (install.pattern().equals(name.text()) && !install.origin().equals(first.origin())) {
          add(Circumstance.INSTALL_UNUSED, install.origin().toString(), origin);
        }
      }
    }

    /** What would load it along with itself. */
    private void users() throws IOException {
      if (isKeptOut) {
        return;
      }
      List<ModuleName> needing = new ArrayList<>();
      boolean isAllowed = !blocks(policy.judgeDependency(name));
      for (KernelModule other : kmod.all()) {
        if (isAllowed && other.dependencyNames().contains(name) && mayBeLoaded(other)) {
          needing.add(other.name());
        }
      }
      if (!needing.isEmpty()) {
        List<ModuleName> shown = needing.subList(0, Math.min(SHOWN, needing.size()));
        add(
            Circumstance.DEPENDENCY,
            String.join(", ", ModuleName.texts(shown)),
            String.valueOf(needing.size() - shown.size()));
      }
      if (blocks(policy.judge(name))) {
        return;
      }
      for (Edge edge : graph.users(name)) {
        boolean isSoft = edge.kind() == Kind.SOFT_PRE || edge.kind() == Kind.SOFT_POST;
        KernelModule user = isSoft ? kmod.module(edge.from()) : null;
        if (user != null && edge.rule() != null && mayBeLoaded(user)) {
          add(Circumstance.SOFT_DEPENDENCY, edge.from().text(), edge.rule().origin().toString());
        }
      }
    }

    private static boolean blocks(PolicyVerdict verdict) {
      return verdict instanceof PolicyVerdict.Forbidden forbidden && forbidden.blocks();
    }

    private boolean mayBeLoaded(KernelModule other) {
      Rule.Install install = config.installOf(other.name());
      boolean isStopped = install != null && CommandFaults.isBlocking(install.command());
      return !isStopped && !policy.judgeWhole(other.name(), other.dependencyNames()).blocks();
    }

    /** Whether a device may ask for it, or a list that systemd reads. */
    private boolean isForTheLibrary() throws IOException {
      boolean[] hasBus = new boolean[1];
      kmod.directory()
          .forEach(
              Index.ALIASES,
              entry ->
                  hasBus[0] |= entry.key().indexOf(':') > 0 && entry.value().module().equals(name));
      return hasBus[0]
          || new ModulesInUse(kmod)
              .collect(Set.of(ModulesInUse.Source.MODULES_LOAD))
              .containsKey(name);
    }
  }

  private List<ImageCopy> images() {
    List<ImageCopy> known = images;
    if (known == null) {
      known = new ArrayList<>();
      for (String path : ImageFaults.paths(release)) {
        if (kmod.root().exists(path)) {
          try {
            known.add(new ImageCopy(path, Initramfs.read(kmod.root(), path)));
          } catch (IOException e) {
            // kmod check without names tells of it.
          }
        }
      }
      images = known;
    }
    return known;
  }
}
