package org.jkmod.depmod;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tree with its modules linked, ready to be written. */
public final class LinkedTree implements DepmodOutcome {
  private final DepmodRun run;
  private final ModuleGraph graph;
  private final int complaintsBefore;

  /**
   * @param complaintsBefore how many complaints there were of what every run looks at anew
   */
  LinkedTree(DepmodRun run, ModuleGraph graph, int complaintsBefore) {
    this.run = run;
    this.graph = graph;
    this.complaintsBefore = complaintsBefore;
  }

  /**
   * A module of the linked tree.
   *
   * @param path of its file, absolute
   * @param dependencies the names of the modules whose symbols it uses, those only
   * @param exports how many symbols it gives
   */
  public record Module(String name, String path, List<String> dependencies, int exports) {
    public Module {
      dependencies = List.copyOf(dependencies);
    }
  }

  /** The modules in the order of modules.order. */
  public List<Module> modules() {
    List<Module> modules = new ArrayList<>();
    for (ModuleNode node : graph.nodes()) {
      List<String> names = node.dependencies.stream().map(other -> other.found.name()).toList();
      modules.add(
          new Module(node.found.name(), node.found.path(), names, node.facts.exports().size()));
    }
    return modules;
  }

  /** Writes the text files one after another, each as it would be in its file. */
  public void print(OutputStream out) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(out);
    for (Map.Entry<String, IndexFiles.Content> file : files().entrySet()) {
      if (!file.getKey().endsWith(".bin")) {
        file.getValue().writeTo(buffered, run.problems());
      }
    }
    buffered.flush();
  }

  /**
   * Puts the files into the output folder, which must exist. All of them are complete and on the
   * disk before the first takes the place of an old one; what fails before that leaves the old ones
   * as they were.
   *
   * @param process the number of this process, which unfinished files are named by; those of
   *     processes that are no more go
   * @param time unique to this run of the process
   */
  public void write(long process, long time) throws IOException {
    String folder = run.request().output();
    String suffix = IndexPublisher.suffix(process, time);
    IndexPublisher.removeLeftovers(run.root(), folder);
    IndexPublisher publisher =
        new IndexPublisher(run.root(), folder, suffix, run.request().threads());
    Map<String, Long> contents = publisher.publish(files(), run.problems());
    if (run.keeps()) {
      contents.putAll(run.inputs().fingerprints());
      keep(contents, suffix);
    }
  }

  private void keep(Map<String, Long> contents, String suffix) {
    boolean clean = run.problems().count() == complaintsBefore;
    try {
      CacheRecorder.write(run, clean, contents, graph.nodes(), suffix);
    } catch (IOException e) {
      // The next run takes longer; nothing else is lost.
      run.listener().phase("nothing kept: " + e.getMessage());
    }
  }

  private Map<String, IndexFiles.Content> files() {
    return new IndexFiles(graph, run.inputs(), run.request()).files();
  }
}
