package org.jkmod.closure;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.ModuleName;
import org.jkmod.bytes.Glob;
import org.jkmod.config.Rule;
import org.jkmod.firmware.FirmwareSearch;
import org.jkmod.modinfo.BuiltinModules;
import org.jkmod.modinfo.ModuleInfo;
import org.jspecify.annotations.Nullable;

/** Makes closures over the modules of one kernel. Not for several threads at once. */
public final class ClosureBuilder {
  private final Kmod kmod;
  private final FirmwareSearch firmware;
  private final Map<String, Node> nodes = new HashMap<>();

  /** Made when an operand is a pattern or a folder. */
  private @Nullable List<KernelModule> all;

  private @Nullable Map<String, ModuleInfo> builtins;

  public ClosureBuilder(Kmod kmod, FirmwareSearch firmware) {
    this.kmod = kmod;
    this.firmware = firmware;
  }

  /** A module and what it is bound to. */
  private record Node(
      KernelModule module,
      @Nullable String path,
      List<String> needs,
      List<String> before,
      List<String> after,
      List<String> weak) {}

  /**
   * The closure of what the request names. What is named and nothing knows is in {@link
   * Closure#unknown}; a soft or weak dependency that nothing knows is left out.
   *
   * @throws IOException when an index or a module's file cannot be read or is damaged
   */
  public Closure build(ClosureRequest request) throws IOException {
    Map<String, Link> links = new LinkedHashMap<>();
    List<String> unknown = new ArrayList<>();
    for (String operand : request.operands()) {
      List<KernelModule> found = find(operand);
      if (found.isEmpty()) {
        unknown.add(operand);
      }
      for (KernelModule module : found) {
        node(module, request);
        links.putIfAbsent(module.name(), new Link(Link.Kind.ASKED_FOR, operand));
      }
    }
    spread(links, request);
    Map<String, Member> members = new LinkedHashMap<>();
    for (Node node : new Order(links.keySet()).all()) {
      String name = node.module().name();
      Link link = links.get(name);
      if (link != null) {
        members.put(
            name,
            new Member(
                name,
                node.path(),
                link,
                request.firmware() ? firmwareOf(node.module()) : List.of()));
      }
    }
    return new Closure(members, unknown);
  }

  /**
   * Level by level from the operands, so that the first link that a module gets is the shortest.
   */
  private void spread(Map<String, Link> links, ClosureRequest request) throws IOException {
    Deque<String> next = new ArrayDeque<>(links.keySet());
    while (!next.isEmpty()) {
      String name = next.remove();
      Node node = nodes.get(name);
      if (node == null) {
        continue;
      }
      link(node.needs(), Link.Kind.NEEDED_BY, name, links, next, request);
      link(node.before(), Link.Kind.SOFTDEP_OF, name, links, next, request);
      link(node.after(), Link.Kind.SOFTDEP_OF, name, links, next, request);
      link(node.weak(), Link.Kind.WEAKDEP_OF, name, links, next, request);
    }
  }

  private void link(
      List<String> names,
      Link.Kind kind,
      String from,
      Map<String, Link> links,
      Deque<String> next,
      ClosureRequest request)
      throws IOException {
    for (String name : names) {
      if (!links.containsKey(name)) {
        KernelModule module = kmod.module(name);
        if (module != null) {
          node(module, request);
          links.put(name, new Link(kind, from));
          next.add(name);
        }
      }
    }
  }

  private List<KernelModule> find(String operand) throws IOException {
    if (operand.startsWith("/")) {
      String name = ModuleName.ofPath(operand);
      KernelModule module = kmod.module(name);
      boolean isIndexed = module != null && operand.equals(module.path());
      return List.of(isIndexed ? module : kmod.file(operand));
    }
    if (operand.indexOf('/') >= 0) {
      return inFolder(operand);
    }
    if (Glob.isPattern(operand)) {
      String pattern = ModuleName.normalizeAlias(operand);
      return pattern == null ? List.of() : named(pattern);
    }
    List<KernelModule> found = new ArrayList<>();
    for (KernelModule module : kmod.find(operand)) {
      // One that only a line of the configuration knows cannot be taken along.
      if (module.path() != null || module.isBuiltin()) {
        found.add(module);
      }
    }
    return found;
  }

  private List<KernelModule> named(String pattern) throws IOException {
    List<KernelModule> found = new ArrayList<>();
    for (KernelModule module : all()) {
      if (Glob.matches(pattern, module.name())) {
        found.add(module);
      }
    }
    return found;
  }

  private List<KernelModule> inFolder(String operand) throws IOException {
    String top = kmod.directory().path() + "/";
    String folder = operand.endsWith("/") ? operand : operand + "/";
    List<KernelModule> found = new ArrayList<>();
    for (KernelModule module : all()) {
      String path = module.path();
      if (path != null && path.startsWith(top)) {
        String inside = path.substring(top.length());
        if (inside.startsWith(folder)
            || Glob.matches(operand, inside)
            || Glob.matches(folder + "*", inside)) {
          found.add(module);
        }
      }
    }
    return found;
  }

  private List<KernelModule> all() throws IOException {
    List<KernelModule> known = all;
    if (known == null) {
      known = kmod.all();
      all = known;
    }
    return known;
  }

  private Node node(KernelModule module, ClosureRequest request) throws IOException {
    Node known = nodes.get(module.name());
    if (known != null) {
      return known;
    }
    List<String> needs = new ArrayList<>();
    for (String path : module.dependencies().reversed()) {
      needs.add(ModuleName.ofPath(path));
    }
    List<String> before = new ArrayList<>();
    List<String> after = new ArrayList<>();
    Rule.Softdep softdep = request.softdeps() ? kmod.config().softdepOf(module.name()) : null;
    if (softdep != null) {
      before.addAll(resolve(softdep.pre()));
      after.addAll(resolve(softdep.post()));
    }
    List<String> weak = new ArrayList<>();
    if (request.weakdeps()) {
      for (Rule.Weakdep rule : kmod.config().weakdeps()) {
        if (Glob.matches(rule.module(), module.name())) {
          weak.addAll(resolve(rule.weak()));
        }
      }
    }
    Node node = new Node(module, module.path(), needs, before, after, weak);
    nodes.put(module.name(), node);
    return node;
  }

  private List<String> resolve(List<String> namesOrAliases) throws IOException {
    List<String> names = new ArrayList<>();
    for (String nameOrAlias : namesOrAliases) {
      for (KernelModule module : kmod.find(nameOrAlias)) {
        names.add(module.name());
      }
    }
    return names;
  }

  private List<Member.Firmware> firmwareOf(KernelModule module) throws IOException {
    List<Member.Firmware> named = new ArrayList<>();
    ModuleInfo info = module.path() == null ? builtinInfo(module.name()) : module.info();
    for (String name : info.all("firmware")) {
      named.add(new Member.Firmware(name, firmware.find(name)));
    }
    return named;
  }

  private ModuleInfo builtinInfo(String name) throws IOException {
    Map<String, ModuleInfo> known = builtins;
    if (known == null) {
      String text = kmod.root().readIfPresent(kmod.directory().path() + "/modules.builtin.modinfo");
      known = BuiltinModules.parse(text == null ? "" : text).modules();
      builtins = known;
    }
    return known.getOrDefault(name, new ModuleInfo(List.of()));
  }

  /**
   * Each after what it needs and, where that is possible, after the soft dependencies before it.
   */
  private final class Order {
    private final Set<String> wanted;
    private final Set<String> entered = new HashSet<>();
    private final Set<String> placed = new HashSet<>();
    private final List<Node> order = new ArrayList<>();

    Order(Set<String> wanted) {
      this.wanted = wanted;
    }

    List<Node> all() {
      for (String name : wanted) {
        visit(name);
      }
      return order;
    }

    private void visit(String name) {
      Node node = nodes.get(name);
      if (node == null || !wanted.contains(name) || !entered.add(name)) {
        return;
      }
      visitAll(node.needs());
      visitAll(node.before());
      place(name);
      visitAll(node.after());
      visitAll(node.weak());
    }

    private void visitAll(List<String> names) {
      for (String name : names) {
        visit(name);
      }
    }

    /**
     * What it needs comes first without fail, even where soft dependencies form a circle and that
     * is itself on its way still.
     */
    private void place(String name) {
      Node node = nodes.get(name);
      if (node == null || !wanted.contains(name) || !placed.add(name)) {
        return;
      }
      for (String need : node.needs()) {
        place(need);
      }
      order.add(node);
    }
  }
}
