package org.jkmod;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jkmod.boot.ModuleSetReader;
import org.jkmod.index.ModuleDirectory.Index;
import org.jkmod.live.LoadedModule;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.ModulePolicy;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.Verdict;

/** The modules that a machine uses, or may come to use, each with the first reason found for it. */
public final class ModulesInUse {
  /** Where modules are looked for. */
  public enum Source {
    /** What the kernel has. */
    LOADED,
    /** What the devices' aliases stand for. */
    DEVICES,
    /** What is loaded at each start by name. */
    MODULES_LOAD,
    /** The file systems of fstab. */
    FSTAB,
    /** What the kernel asks for when it needs it. */
    ON_DEMAND
  }

  private static final List<String> SINGLE_LISTS =
      List.of("/etc/modules", "/etc/initramfs-tools/modules");

  /** Where files lie that are loaded when something asks for what they do. */
  private static final Map<String, String> ON_DEMAND =
      Map.of(
          "/kernel/fs/", "a file system or its tables",
          "/kernel/crypto/", "an algorithm",
          "/kernel/lib/crypto/", "an algorithm",
          "/kernel/drivers/usb/storage/", "USB storage");

  private static final String NETWORK_FAMILY = "net_pf_";

  /** What a disk or a keyboard at USB takes besides. */
  private static final List<String> PLUGGED = List.of("sd_mod", "usbhid", "hid_generic");

  private final Kmod kmod;
  private final Map<ModuleName, String> reasons = new TreeMap<>();

  public ModulesInUse(Kmod kmod) {
    this.kmod = kmod;
  }

  /** The reason of each module, in the order of their names. */
  public Map<ModuleName, String> collect(Iterable<Source> sources) throws IOException {
    for (Source source : sources) {
      switch (source) {
        case LOADED -> loaded();
        case DEVICES -> devices();
        case MODULES_LOAD -> lists();
        case FSTAB -> fstab();
        case ON_DEMAND -> onDemand();
      }
    }
    return reasons;
  }

  /** Adds what a name or an alias stands for, with all that it takes, soft dependencies too. */
  private void add(String nameOrAlias, String reason) throws IOException {
    LoadPlan plan =
        kmod.planLoad(
            new LoadRequest(
                List.of(new Operand(nameOrAlias, false, "")), EnumSet.of(Option.IGNORE_LOADED)),
            ModulePolicy.NONE);
    for (LoadStep step : plan.steps()) {
      boolean isAsked = plan.targets().stream().anyMatch(t -> t.name().equals(step.module()));
      if (step.verdict() instanceof Verdict.Insert
          || step.verdict() instanceof Verdict.InstallCommand) {
        reasons.putIfAbsent(step.module(), isAsked ? reason : "for " + of(plan, nameOrAlias));
      }
    }
  }

  private static String of(LoadPlan plan, String nameOrAlias) {
    return plan.targets().isEmpty() ? nameOrAlias : plan.targets().getLast().name().text();
  }

  private void loaded() throws IOException {
    for (LoadedModule module : kmod.live().loaded()) {
      reasons.putIfAbsent(module.name(), "loaded");
    }
    for (LoadedModule module : kmod.live().loaded()) {
      add(module.name().text(), "loaded");
    }
  }

  private void devices() throws IOException {
    for (String bus : list("/sys/bus")) {
      for (String device : list("/sys/bus/" + bus + "/devices")) {
        String path = "/sys/bus/" + bus + "/devices/" + device;
        String alias = kmod.root().readLiveIfPresent(path + "/modalias");
        if (alias != null && !alias.isBlank()) {
          add(alias.strip(), "device " + device + " at " + bus);
        }
      }
    }
  }

  private void lists() throws IOException {
    List<String> files = new ArrayList<>(SINGLE_LISTS);
    for (String folder : ModuleSetReader.FOLDERS) {
      for (String name : list(folder)) {
        if (name.endsWith(".conf")) {
          files.add(folder + "/" + name);
        }
      }
    }
    for (String file : files) {
      for (String line : lines(file)) {
        if (!line.startsWith(";")) {
          add(line.split("\\s+", 2)[0], file);
        }
      }
    }
  }

  private void fstab() throws IOException {
    for (String line : lines("/etc/fstab")) {
      String[] fields = line.split("\\s+", -1);
      if (fields.length > 2) {
        for (String type : fields[2].split(",", -1)) {
          add("fs-" + type, "/etc/fstab: " + fields[1].replace('#', '_'));
        }
      }
    }
  }

  private void onDemand() throws IOException {
    for (KernelModule module : kmod.all()) {
      String path = module.path();
      for (Map.Entry<String, String> folder : ON_DEMAND.entrySet()) {
        if (path != null && path.contains(folder.getKey())) {
          add(module.name().text(), "on demand: " + folder.getValue());
        }
      }
      if (path != null && path.matches(".*/kernel/arch/.*/crypto/.*")) {
        add(module.name().text(), "on demand: an algorithm");
      }
    }
    List<String> families = new ArrayList<>();
    kmod.directory()
        .forEach(
            Index.ALIASES,
            entry -> {
              if (entry.key().startsWith(NETWORK_FAMILY)) {
                families.add(entry.value().text());
              }
            });
    for (String family : families) {
      add(family, "on demand: a network family");
    }
    for (String name : PLUGGED) {
      add(name, "on demand: plugged in at USB");
    }
  }

  /** The names in a folder, sorted; none where there is none. */
  private List<String> list(String folder) throws IOException {
    return kmod.root().isFolder(folder) ? kmod.root().list(folder) : List.of();
  }

  /** The lines of a file that are no comments; none where there is no file. */
  private List<String> lines(String file) throws IOException {
    List<String> lines = new ArrayList<>();
    String text = kmod.root().readIfPresent(file);
    for (String line : (text == null ? "" : text).split("\n", -1)) {
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        lines.add(stripped);
      }
    }
    return lines;
  }
}
