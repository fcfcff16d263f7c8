package org.jkmod.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jkmod.cli.TextOutput;
import org.jkmod.depmod.DepmodProblem;
import org.jkmod.depmod.LinkedTree;

/** What depmod found, as a JSON document. */
public final class DepmodJson {
  private record Phase(String name, long microseconds) {}

  private final List<DepmodProblem> problems = new ArrayList<>();
  private final List<Phase> phases = new ArrayList<>();

  public void problem(DepmodProblem problem) {
    problems.add(problem);
  }

  /** A part of the work is done, so long after the start. */
  public void phase(String name, long microseconds) {
    phases.add(new Phase(name, microseconds));
  }

  /**
   * Prints it.
   *
   * @param modules those that were linked; none when they could not be
   */
  public void print(
      TextOutput out, String release, String folder, List<LinkedTree.Module> modules) {
    try (Json json = new Json(out)) {
      json.field("release", release).field("directory", folder).array("modules");
      for (LinkedTree.Module module : modules) {
        json.object().field("name", module.name()).field("path", module.path());
        json.texts("dependencies", module.dependencies()).field("exports", module.exports());
        json.endObject();
      }
      json.endArray().array("problems");
      for (DepmodProblem problem : problems) {
        print(problem, json);
      }
      json.endArray().array("phases");
      for (Phase phase : phases) {
        json.object().field("name", phase.name()).field("microseconds", phase.microseconds());
        json.endObject();
      }
    }
  }

  private static void print(DepmodProblem problem, Json json) {
    json.object().field("kind", problem.getClass().getSimpleName());
    json.field("severity", DepmodMessages.priority(problem).name().toLowerCase(Locale.ROOT));
    json.field("message", DepmodMessages.text(problem));
    switch (problem) {
      case DepmodProblem.UnreadableFolder p -> json.field("path", p.path());
      case DepmodProblem.MissingFolder p -> json.field("path", p.path());
      case DepmodProblem.RelativeOperand p -> json.field("path", p.path());
      case DepmodProblem.UnusableOperand p ->
          json.field("path", p.path()).field("reason", p.reason().text());
      case DepmodProblem.NameTaken p ->
          json.field("path", p.path()).field("kept", p.known()).texts("modules", List.of(p.name()));
      case DepmodProblem.BrokenEntry p -> json.field("path", p.path() + "/" + p.name());
      case DepmodProblem.UnsupportedFileType p -> json.field("path", p.path());
      case DepmodProblem.BadModule p -> json.field("path", p.path()).field("reason", p.reason());
      case DepmodProblem.MissingInput p -> json.field("path", p.folder() + "/" + p.file());
      case DepmodProblem.CutOffOrder p -> json.field("path", p.path());
      case DepmodProblem.BadBuiltin p -> json.field("reason", p.line());
      case DepmodProblem.NoDependencies p -> json.field("path", p.folder() + "/modules.dep");
      case DepmodProblem.Cycle p ->
          json.texts("modules", p.modules()).texts("symbols", p.symbols());
      case DepmodProblem.Cycles p -> json.field("count", p.modules());
      case DepmodProblem.BadKey p -> json.field("key", p.key());
      case DepmodProblem.LongKey p ->
          json.field("key", p.key()).texts("modules", List.of(p.value()));
      case DepmodProblem.UnsafeText p -> json.field("path", p.path()).field("reason", p.field());
      case DepmodProblem.UnsafePath p -> json.field("path", p.path());
      case DepmodProblem.Duplicate p ->
          json.field("path", p.dropped()).field("kept", p.kept()).field("reason", p.reason());
      case DepmodProblem.DevnameWithoutNumbers p -> json.texts("modules", List.of(p.module()));
      case DepmodProblem.DuplicateAlias p -> json.texts("modules", List.of(p.module()));
      case DepmodProblem.BadAlias p -> json.texts("modules", List.of(p.module()));
      case DepmodProblem.UnknownSymbol p -> {
        json.field("path", p.module()).texts("symbols", List.of(p.symbol()));
        DepmodProblem.Duplicate passedOver = p.passedOver();
        json.field("passedOver", passedOver == null ? null : passedOver.dropped());
      }
      case DepmodProblem.VersionMismatch p ->
          json.field("path", p.module()).texts("symbols", List.of(p.symbol()));
    }
    json.endObject();
  }
}
