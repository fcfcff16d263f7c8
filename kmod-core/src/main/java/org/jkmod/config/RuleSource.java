package org.jkmod.config;

/** Has rules that are made when they are asked for. */
interface RuleSource {
  /**
   * A rule, equal each time.
   *
   * @param place where it is, as it was found there
   * @param line the number of the line where it ends, 0 where there are no lines
   */
  Rule rule(int place, int line);
}
