package org.jkmod.resolve;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jkmod.ModuleName;
import org.jkmod.index.ModuleDirectory;
import org.jkmod.live.ModuleState;
import org.jspecify.annotations.Nullable;

/**
 * All that loading what a request names takes: whoever shows, explains or does it reads this and
 * decides nothing. Immutable.
 */
public final class LoadPlan {
  private final LoadRequest request;
  private final List<PlannedOperand> operands;
  private final @Nullable ModuleDirectory modules;

  LoadPlan(LoadRequest request, List<PlannedOperand> operands, @Nullable ModuleDirectory modules) {
    this.request = request;
    this.operands = List.copyOf(operands);
    this.modules = modules;
  }

  /**
   * One step: the file and nothing else, as insmod loads it. No configuration, index or kernel is
   * looked at, and a module that the kernel has already is a failure.
   *
   * @param options those that force
   */
  public static LoadPlan ofFile(String path, String parameters, Set<LoadRequest.Option> options) {
    EnumSet<LoadRequest.Option> all = EnumSet.of(LoadRequest.Option.FIRST_TIME);
    all.addAll(options);
    Operand operand = new Operand(path, true, parameters);
    ModuleRef module = ModuleRef.file(ModuleName.inFile(path), path);
    LoadStep step =
        new LoadStep(
            module.name(),
            new Verdict.Insert(path, parameters, List.of()),
            new Reason.Requested(),
            true,
            ModuleState.ABSENT);
    LoadTarget target =
        new LoadTarget(
            new Match(module, null, null),
            ModuleState.ABSENT,
            null,
            false,
            null,
            List.of(),
            List.of(),
            List.of(step),
            List.of());
    return new LoadPlan(
        new LoadRequest(List.of(operand), all),
        List.of(new PlannedOperand(operand, List.of(target), null, null)),
        null);
  }

  public LoadRequest request() {
    return request;
  }

  /** What became of each operand, in the request's order. */
  public List<PlannedOperand> operands() {
    return operands;
  }

  /** The modules that the operands stand for. */
  public List<LoadTarget> targets() {
    List<LoadTarget> targets = new ArrayList<>();
    for (PlannedOperand operand : operands) {
      targets.addAll(operand.targets());
    }
    return targets;
  }

  /** The steps of all targets, in order. */
  public List<LoadStep> steps() {
    List<LoadStep> steps = new ArrayList<>();
    for (LoadTarget target : targets()) {
      steps.addAll(target.steps());
    }
    return steps;
  }

  /**
   * What each step must wait for, and all reasons for it. Made anew for each call: who only walks
   * along the steps does not need it.
   */
  public PlanGraph graph() throws IOException {
    return PlanGraph.of(this, modules);
  }
}
