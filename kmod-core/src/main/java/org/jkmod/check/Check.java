package org.jkmod.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.PolicySurvey;
import org.jkmod.SystemRoot;
import org.jkmod.config.ConfigReader;
import org.jkmod.config.ModprobeConfig;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.live.LoadPolicy;
import org.jkmod.live.LoadedModule;
import org.jkmod.live.ProcSys;
import org.jkmod.policy.Policy;
import org.jkmod.policy.PolicyReader;
import org.jkmod.policy.PolicyVerdict;
import org.jkmod.port.Decompressor;
import org.jspecify.annotations.Nullable;

/** Finds faults of a system's configuration for modules, and of its kernels' folders. */
public final class Check {
  private static final String MODULES = "/lib/modules";

  private final SystemRoot root;
  private final @Nullable String running;
  private final Decompressor decompressor;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Kmod> sound = new ArrayList<>();

  /**
   * @param root the system's
   * @param running the release of the kernel that runs on it; null for a system that does not run,
   *     of which nothing in /proc and /sys is looked at
   */
  public Check(SystemRoot root, @Nullable String running, Decompressor decompressor) {
    this.root = root;
    this.running = running;
    this.decompressor = decompressor;
  }

  /** All that is wrong: the worst first, then by file and line. */
  public List<Finding> findings() throws IOException {
    findings.clear();
    sound.clear();
    new ConfigFileFaults(root, true, findings::add).check(ConfigReader.MODPROBE_FOLDERS);
    new ConfigFileFaults(root, true, findings::add).check(ConfigReader.DEPMOD_FOLDERS);
    policyFiles();
    List<String> releases = releases();
    releases.forEach(this::trySound);
    Kernels kernels = new Kernels(sound);
    configuration(kernels, releases);
    new DepmodFaults(root, kernels, findings::add).check();
    Policy policy = new PolicyReader(root, "").read();
    new PolicyFaults(root, policy, kernels, findings::add).check();
    for (String release : releases) {
      for (String image : ImageFaults.paths(release)) {
        if (root.exists(image)) {
          new ImageFaults(root, policy, findings::add).check(image);
        }
      }
    }
    if (running != null) {
      loaded(running, policy);
    }
    findings.sort(
        Comparator.comparing((Finding finding) -> finding.fault().severity())
            .thenComparing(finding -> finding.origin().source())
            .thenComparing(finding -> finding.origin().line()));
    return List.copyOf(findings);
  }

  /** Names and bytes only: rights are the reader's to tell. */
  private void policyFiles() throws IOException {
    new ConfigFileFaults(
            root,
            false,
            finding -> {
              Fault fault = finding.fault();
              if (fault == Fault.FILE_IGNORED || fault == Fault.FILE_SHADOWED) {
                findings.add(finding);
              }
            })
        .check(PolicyReader.FOLDERS);
  }

  private List<String> releases() throws IOException {
    TreeSet<String> names = new TreeSet<>();
    if (root.isFolder(MODULES)) {
      for (String name : root.list(MODULES)) {
        if (root.isFolder(MODULES + "/" + name)) {
          names.add(name);
        }
      }
    }
    if (running != null && !names.contains(running)) {
      findings.add(Finding.of(Fault.RELEASE_MISSING, MODULES + "/" + running, running));
    }
    return new ArrayList<>(names);
  }

  private void trySound(String release) {
    String path = MODULES + "/" + release;
    TreeFaults tree = new TreeFaults(root, path, decompressor, findings::add);
    try {
      if (tree.check()) {
        sound.add(tree.kmod());
      }
      boolean isRunning = release.equals(running);
      new ModuleFileFaults(
              root,
              decompressor,
              release,
              isRunning ? new ProcSys(root).kernelCompression() : "",
              isRunning ? enforced() : null,
              findings::add)
          .check(tree.files());
    } catch (IOException e) {
      findings.add(Finding.of(Fault.FILE_UNREADABLE, path, Reasons.of(e)));
    }
  }

  /** What makes the running kernel refuse modules without a signature; null when nothing does. */
  private @Nullable String enforced() throws IOException {
    String value = new ProcSys(root).parameter(ModuleName.of("module"), "sig_enforce");
    if (value != null && value.startsWith("Y")) {
      return "module.sig_enforce";
    }
    String lockdown = new LoadPolicy(root).lockdown();
    return lockdown == null ? null : "lockdown " + lockdown;
  }

  private void configuration(Kernels kernels, List<String> releases) throws IOException {
    String release =
        running != null && releases.contains(running)
            ? running
            : releases.isEmpty() ? null : releases.getLast();
    String folder = release == null ? null : MODULES + "/" + release;
    ConfigReader reader = new ConfigReader(root);
    ModprobeConfig config =
        running == null
            ? reader.readModprobeFiles(List.of(), folder)
            : reader.readModprobe(List.of(), folder);
    new RuleFaults(config, kernels, findings::add).check();
    new CommandFaults(root, config, kernels, findings::add).check();
    new SoftdepFaults(config, kernels, findings::add).check();
    new OptionFaults(root, decompressor, config, kernels, findings::add).check();
  }

  /** What the running kernel has that it should not have, or that lacks something. */
  private void loaded(String release, Policy policy) throws IOException {
    Kmod kmod = Kmod.withoutConfig(root, MODULES + "/" + release, decompressor);
    if (!root.exists(ProcSys.PROC_MODULES)) {
      return;
    }
    for (ModuleName name : new PolicySurvey(kmod, policy).loadedAndForbidden()) {
      if (policy.judge(name) instanceof PolicyVerdict.Forbidden(var rule, var ignored)) {
        findings.add(Finding.of(Fault.POLICY_LOADED, rule.origin(), name.text()));
      }
    }
    FirmwareSearch firmware =
        new FirmwareSearch(
            root, release, new ProcSys(root).parameter(ModuleName.of("firmware_class"), "path"));
    for (LoadedModule loaded : kmod.live().loaded()) {
      firmware(loaded.name(), kmod, firmware);
    }
  }

  private void firmware(ModuleName name, Kmod kmod, FirmwareSearch firmware) {
    try {
      KernelModule module = kmod.module(name);
      if (module == null || module.path() == null) {
        return;
      }
      List<String> wanted = module.info().all("firmware");
      for (String file : wanted) {
        if (!firmware.find(file).isEmpty()) {
          return;
        }
      }
      if (!wanted.isEmpty()) {
        String path = String.valueOf(module.path());
        findings.add(Finding.of(Fault.FIRMWARE_MISSING, path, name.text(), wanted.getFirst()));
      }
    } catch (IOException e) {
      // A file that cannot be read has been told of.
      return;
    }
  }
}
