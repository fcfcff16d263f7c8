package org.jkmod.cli.text;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jkmod.SystemRoot;
import org.jkmod.cli.TextOutput;
import org.jkmod.closure.Closure;
import org.jkmod.closure.Link;
import org.jkmod.closure.Member;

/** Prints a closure: its files, or all of it as JSON. */
public final class ClosurePrinter {
  private final Closure closure;

  /** The files in order, each with the module that it is for. */
  private final Map<String, Member> files = new LinkedHashMap<>();

  public ClosurePrinter(Closure closure) {
    this.closure = closure;
    for (Member member : closure.members()) {
      if (member.path() != null) {
        files.putIfAbsent(member.path(), member);
      }
    }
    for (Member member : closure.members()) {
      for (Member.Firmware firmware : member.firmware()) {
        for (String file : firmware.files()) {
          files.putIfAbsent(file, member);
        }
      }
    }
  }

  /**
   * A path each, ended by {@code end}.
   *
   * @param why whether a tab and the way to what was asked for follow
   * @return a path that a list of lines cannot have, because it has a control character in it;
   *     empty when there is none. Nothing is printed then
   */
  public String paths(TextOutput out, char end, boolean why) {
    for (String file : files.keySet()) {
      if (end != 0 && hasControl(file)) {
        return file;
      }
    }
    for (Map.Entry<String, Member> file : files.entrySet()) {
      out.print(file.getKey());
      if (why) {
        Member member = file.getValue();
        boolean isModule = file.getKey().equals(member.path());
        out.print("\t" + (isModule ? "" : "firmware of " + member.name() + ", ") + way(member));
      }
      out.print(String.valueOf(end));
    }
    return "";
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
        return true;
      }
    }
    return false;
  }

  /** {@code needed by vfat, asked for as fs-vfat}. */
  private String way(Member member) {
    StringBuilder way = new StringBuilder();
    for (Member at : closure.why(member)) {
      Link link = at.link();
      way.append(way.isEmpty() ? "" : ", ").append(words(link.kind()));
      if (link.kind() != Link.Kind.ASKED_FOR) {
        way.append(' ').append(link.from());
      } else if (!link.from().equals(at.name().text())) {
        way.append(" as ").append(link.from());
      }
    }
    return way.toString();
  }

  private static String words(Link.Kind kind) {
    return switch (kind) {
      case ASKED_FOR -> "asked for";
      case NEEDED_BY -> "needed by";
      case SOFTDEP_OF -> "soft dependency of";
      case WEAKDEP_OF -> "weak dependency of";
    };
  }

  /**
   * Lines for the kernel's usr/gen_init_cpio: the folders, then the files.
   *
   * @return a path that such a list cannot have, because it has a blank in it; empty when there is
   *     none
   */
  public String cpioList(TextOutput out, SystemRoot root) {
    Set<String> folders = new LinkedHashSet<>();
    for (String file : files.keySet()) {
      for (int slash = file.indexOf('/', 1); slash > 0; slash = file.indexOf('/', slash + 1)) {
        folders.add(file.substring(0, slash));
      }
      String location = root.place(file);
      if (hasBlank(file) || hasBlank(location)) {
        return file;
      }
    }
    for (String folder : folders) {
      out.print("dir " + folder + " 0755 0 0\n");
    }
    for (String file : files.keySet()) {
      out.print("file " + file + " " + root.place(file) + " 0644 0 0\n");
    }
    return "";
  }

  private static boolean hasBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ') {
        return true;
      }
    }
    return false;
  }

  /** The document that docs/json/closure.schema.json tells of. */
  public void json(TextOutput out) {
    try (Json json = new Json(out).array("modules")) {
      for (Member member : closure.members()) {
        Link link = member.link();
        json.object()
            .field("module", member.name().text())
            .field("path", member.path())
            .field("builtin", member.isBuiltin())
            .field("reason", reason(link.kind()))
            .field("of", link.from())
            .array("firmware");
        for (Member.Firmware firmware : member.firmware()) {
          json.object().field("name", firmware.name()).texts("files", firmware.files());
          json.endObject();
        }
        json.endArray().endObject();
      }
      json.endArray().texts("unknown", closure.unknown());
    }
  }

  private static String reason(Link.Kind kind) {
    return switch (kind) {
      case ASKED_FOR -> "requested";
      case NEEDED_BY -> "dependency";
      case SOFTDEP_OF -> "softdep";
      case WEAKDEP_OF -> "weakdep";
    };
  }

  /** What firmware is missing, a line a name: {@code regulatory.db of cfg80211}. */
  public List<String> missing() {
    Set<String> missing = new LinkedHashSet<>();
    for (Member member : closure.members()) {
      for (Member.Firmware firmware : member.firmware()) {
        if (firmware.files().isEmpty()) {
          missing.add(firmware.name() + " of " + member.name());
        }
      }
    }
    return List.copyOf(missing);
  }
}
