package org.jkmod.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.config.Origin;
import org.jkmod.device.Claim.Obstacle;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadRequest.Option;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.Verdict;

/**
 * Which modules claim devices, as a plan for loading them has it. Not for several threads at once.
 */
public final class Claims {
  private final Kmod kmod;
  private final String release;
  private final FirmwareSearch firmware;

  /** Many devices are claimed by the same module. */
  private final Map<ModuleName, List<Obstacle>> obstaclesOfFiles = new HashMap<>();

  /**
   * @param kmod of the running kernel
   * @param release of that kernel
   */
  public Claims(Kmod kmod, String release, FirmwareSearch firmware) {
    this.kmod = kmod;
    this.release = release;
    this.firmware = firmware;
  }

  /** The modules that claim a device, each once, in the order in which they would be loaded. */
  public List<Claim> of(Device device) throws IOException {
    LoadPlan plan =
        kmod.planLoad(
            new LoadRequest(
                List.of(new Operand(device.modalias(), false, "")),
                EnumSet.of(Option.IGNORE_LOADED)));
    List<Claim> claims = new ArrayList<>();
    Set<ModuleName> claiming = new HashSet<>();
    for (LoadTarget target : plan.targets()) {
      // Two aliases of a module may match, that of the card and that of its class.
      if (claiming.add(target.name())) {
        claims.add(claim(target));
      }
    }
    return claims;
  }

  private Claim claim(LoadTarget target) throws IOException {
    KernelModule module = kmod.module(target.match().module());
    List<Obstacle> obstacles = new ArrayList<>();
    Objection refusal = target.refusal();
    if (refusal != null) {
      obstacles.add(new Obstacle.Forbidden(refusal.subject(), refusal.origin(), refusal.reason()));
    }
    if (target.isBlacklisted() && target.blacklist() != null) {
      obstacles.add(new Obstacle.Blacklisted(target.blacklist().origin()));
    }
    addCommand(target, obstacles);
    if (module.path() != null) {
      obstacles.addAll(ofFile(module));
    } else if (!module.isBuiltin()) {
      obstacles.add(new Obstacle.NoFile());
    }
    return new Claim(module.name(), module.path(), module.state(), obstacles);
  }

  private static void addCommand(LoadTarget target, List<Obstacle> obstacles) {
    for (LoadStep step : target.steps()) {
      if (step.module().equals(target.name())
          && step.verdict() instanceof Verdict.InstallCommand command) {
        Origin origin = command.rule().origin();
        obstacles.add(new Obstacle.InstallCommand(command.rule().command(), origin));
      }
    }
  }

  private List<Obstacle> ofFile(KernelModule module) {
    List<Obstacle> known = obstaclesOfFiles.get(module.name());
    if (known == null) {
      known = readObstacles(module);
      obstaclesOfFiles.put(module.name(), known);
    }
    return known;
  }

  private List<Obstacle> readObstacles(KernelModule module) {
    try {
      ModuleInfo info = module.info();
      List<Obstacle> obstacles = new ArrayList<>();
      String vermagic = info.first("vermagic");
      if (vermagic != null && !(vermagic + " ").startsWith(release + " ")) {
        obstacles.add(new Obstacle.OtherKernel(vermagic));
      }
      List<String> missing = new ArrayList<>();
      for (String name : info.all("firmware")) {
        if (firmware.find(name).isEmpty()) {
          missing.add(name);
        }
      }
      if (!missing.isEmpty()) {
        obstacles.add(new Obstacle.MissingFirmware(missing));
      }
      return obstacles;
    } catch (IOException e) {
      return List.of(new Obstacle.Unreadable(String.valueOf(e.getMessage())));
    }
  }
}
