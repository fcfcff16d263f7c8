package org.jkmod.convert;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The ifs around a line, and which of their branches it is in. */
final class Branches {
  private final Deque<Frame> frames = new ArrayDeque<>();

  private static final class Frame {
    final String text;
    Condition current;

    /** Whether an earlier branch counts: then none of the rest does. */
    Condition earlier = Condition.FALSE;

    Frame(String text, Condition current) {
      this.text = text;
      this.current = current;
    }

    void next(Condition condition) {
      if (earlier != Condition.TRUE && current != Condition.FALSE) {
        earlier = current;
      }
      if (earlier == Condition.TRUE || condition == Condition.FALSE) {
        current = Condition.FALSE;
      } else {
        current = earlier == Condition.UNKNOWN ? Condition.UNKNOWN : condition;
      }
    }
  }

  /** An if. */
  void open(String text, Condition condition) {
    frames.push(new Frame(text, condition));
  }

  /** An elseif, or an else, which is one that is true. False when no if is open. */
  boolean next(Condition condition) {
    Frame frame = frames.peek();
    if (frame != null) {
      frame.next(condition);
    }
    return frame != null;
  }

  /** An endif. False when no if is open. */
  boolean close() {
    return frames.poll() != null;
  }

  /** Whether an if has had no endif yet. */
  boolean isOpen() {
    return !frames.isEmpty();
  }

  /** Whether lines are passed over here. */
  boolean isSkipping() {
    return frames.stream().anyMatch(frame -> frame.current == Condition.FALSE);
  }

  /** Why it is not known whether a line here counts; null when it does. */
  @Nullable String obstacle() {
    for (Frame frame : frames) {
      if (frame.current == Condition.UNKNOWN) {
        return "modprobe.d has no conditions: " + frame.text;
      }
    }
    return null;
  }
}
