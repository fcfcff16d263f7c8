package org.jkmod.load;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jkmod.resolve.LoadPlan;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.LoadTarget;
import org.jkmod.resolve.Objection;
import org.jkmod.resolve.Operand;
import org.jkmod.resolve.PlannedOperand;

/**
 * Keeps together what is told of one target: what is done side by side is passed on when the target
 * is over.
 */
public final class GatheringListener implements LoadListener {
  private final LoadListener listener;
  private final IdentityHashMap<LoadStep, LoadTarget> targets = new IdentityHashMap<>();
  private final IdentityHashMap<LoadTarget, List<Runnable>> gathered = new IdentityHashMap<>();

  /**
   * @param listener is told what is gathered, from the thread that ends the target
   */
  public GatheringListener(LoadPlan plan, LoadListener listener) {
    this.listener = listener;
    for (LoadTarget target : plan.targets()) {
      for (LoadStep step : target.steps()) {
        targets.put(step, target);
      }
    }
  }

  private void gather(LoadStep step, Runnable call) {
    LoadTarget target = targets.get(step);
    if (target == null) {
      call.run();
    } else {
      gathered.computeIfAbsent(target, key -> new ArrayList<>()).add(call);
    }
  }

  @Override
  public void notFound(Operand operand) {
    listener.notFound(operand);
  }

  @Override
  public void refused(PlannedOperand operand, Objection objection) {
    listener.refused(operand, objection);
  }

  @Override
  public void objected(Operand operand, LoadTarget target, Objection objection) {
    listener.objected(operand, target, objection);
  }

  @Override
  public void target(Operand operand, LoadTarget target) {
    listener.target(operand, target);
  }

  @Override
  public void alreadyLoaded(LoadTarget target) {
    listener.alreadyLoaded(target);
  }

  @Override
  public void badDependencyName(String name) {
    listener.badDependencyName(name);
  }

  @Override
  public void step(LoadStep step) {
    gather(step, () -> listener.step(step));
  }

  @Override
  public void failed(LoadFailure failure) {
    gather(failure.step(), () -> listener.failed(failure));
  }

  @Override
  public void passedOver(LoadFailure failure) {
    gather(failure.step(), () -> listener.passedOver(failure));
  }

  @Override
  public void over(LoadTarget target, boolean good) {
    List<Runnable> calls = gathered.remove(target);
    if (calls != null) {
      calls.forEach(Runnable::run);
    }
    listener.over(target, good);
  }
}
