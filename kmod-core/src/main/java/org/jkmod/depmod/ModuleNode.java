package org.jkmod.depmod;

import java.util.ArrayList;
import java.util.List;

/** A module in the graph: its file, what was read from it, and what it depends on. */
final class ModuleNode {
  final FoundModule found;
  final ModuleFacts facts;

  /** The place in modules.order, and the priority in the indexes. */
  final int index;

  /** In the order in which the symbols that need them come; each once. */
  final List<ModuleNode> dependencies = new ArrayList<>();

  /** For each dependency the first symbol that makes it one. */
  final List<String> reasons = new ArrayList<>();

  /** How many modules depend on this one. */
  int users;

  /** The place in an order in which users come before what they use. */
  int sorted;

  ModuleNode(FoundModule found, ModuleFacts facts, int index) {
    this.found = found;
    this.facts = facts;
    this.index = index;
  }
}
