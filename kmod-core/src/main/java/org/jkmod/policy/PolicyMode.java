package org.jkmod.policy;

/** What becomes of what is forbidden. */
public enum PolicyMode {
  /** It is not loaded. */
  ENFORCE,
  /** It is loaded, and logged. */
  AUDIT
}
