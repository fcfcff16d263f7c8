package org.jkmod.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jkmod.bytes.Bytes;
import org.jkmod.modinfo.ModuleInfo;
import org.jkmod.modinfo.ModuleInfo.Field;
import org.jkmod.modinfo.ModuleParameter;
import org.jkmod.modinfo.ModuleSignature;
import org.jspecify.annotations.Nullable;

/** The lines that modinfo prints: {@code key:}, blanks up to column 16, the value. */
public final class ModinfoText {
  private static final int VALUE_COLUMN = 16;
  private static final int SIGNATURE_BYTES_PER_LINE = 20;
  private static final byte[] LINE_BREAK = {'\n', '\t', '\t'};
  private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private static final List<String> SIGNATURE_FIELDS =
      List.of("sig_id", "signer", "sig_key", "sig_hashalgo", "signature");

  /** Takes what is to be shown, one after another. */
  public interface Sink {
    /** What is no field of the module itself: where it is, and its parameters. */
    void heading(String key, String value);

    /** A field as it stands in the module. */
    void field(String key, String value);
  }

  private final Sink sink;
  private final Consumer<String> complaints;
  private final @Nullable String field;

  /**
   * @param complaints is told of fields that are not what they should be
   * @param field the only one to show; null for all
   */
  public ModinfoText(Sink sink, Consumer<String> complaints, @Nullable String field) {
    this.sink = sink;
    this.complaints = complaints;
    this.field = field;
  }

  /**
   * What prints lines.
   *
   * @param field the only one to print, without its name; null for all
   * @param nul fields end in a NUL and look like {@code key=value}
   */
  public static Sink printer(Consumer<String> out, @Nullable String field, boolean nul) {
    return new Printer(out, field, nul);
  }

  /** What prints all of it alike, fields or not: {@code key=value} and a NUL. */
  public static Sink records(Consumer<String> out) {
    return new Records(out);
  }

  /** Whether nothing has to be read of the file. */
  public boolean isPathOnly() {
    return "filename".equals(field);
  }

  /** Whether the signature has to be read. */
  public boolean showsSignature() {
    return field == null || SIGNATURE_FIELDS.contains(field);
  }

  /** The path, if it is wanted. */
  public void showPath(String path) {
    if (field == null || isPathOnly()) {
      sink.heading("filename", path);
    }
  }

  /** A module that is part of the kernel. */
  public void showBuiltin(String name, ModuleInfo info) {
    if (field == null || field.equals("name")) {
      sink.heading("name", name);
    }
    if (field == null || isPathOnly()) {
      sink.heading("filename", "(builtin)");
    }
    if (!isPathOnly()) {
      show(info.fields());
    }
  }

  /** The fields, the parameters last. */
  public void show(List<Field> fields) {
    boolean wantsParameters = field == null || field.equals("parm");
    for (Field entry : fields) {
      boolean isOfParameter = wantsParameters && ModuleParameter.isAbout(entry);
      if (!isOfParameter && (field == null || field.equals(entry.key()))) {
        sink.field(entry.key(), entry.value());
      }
    }
    if (wantsParameters) {
      for (ModuleParameter parameter : ModuleParameter.of(fields, this::complain).reversed()) {
        sink.heading("parm", text(parameter, field != null));
      }
    }
  }

  private void complain(Field invalid) {
    complaints.accept(
        "Found invalid \"" + invalid.key() + "=" + invalid.value() + "\": missing ':'");
  }

  /** On its own a parameter without a description has its type in parentheses all the same. */
  private static String text(ModuleParameter parameter, boolean alone) {
    String name = parameter.name();
    String type = parameter.type();
    if (parameter.description() == null) {
      return alone ? name + ": (" + type + ")" : name + ":" + type;
    }
    return name + ":" + parameter.description() + (type == null ? "" : " (" + type + ")");
  }

  private record Records(Consumer<String> out) implements Sink {
    @Override
    public void heading(String key, String value) {
      field(key, value);
    }

    @Override
    public void field(String key, String value) {
      out.accept(key + "=" + value + "\0");
    }
  }

  private record Printer(Consumer<String> out, @Nullable String field, boolean nul)
      implements Sink {
    /** These look the same whatever fields end in. */
    @Override
    public void heading(String key, String value) {
      String end = nul ? "\0" : "\n";
      out.accept(field == null ? labelled(key, value, end) : value + end);
    }

    @Override
    public void field(String key, String value) {
      String end = nul ? "\0" : "\n";
      if (field != null) {
        out.accept(value + end);
      } else if (nul) {
        out.accept(key + "=" + value + end);
      } else {
        out.accept(labelled(key, value, end));
      }
    }

    /** Of that capacity, for there are values of thousands of characters, and thousands of them. */
    private static String labelled(String key, String value, String end) {
      int column = Math.max(VALUE_COLUMN, key.length() + 1);
      StringBuilder line = new StringBuilder(column + value.length() + 1);
      line.append(key).append(':').repeat(' ', column - key.length() - 1);
      return line.append(value).append(end).toString();
    }
  }

  /** A signature in the form of fields; what is not known of it has none. */
  public static List<Field> fields(ModuleSignature signature) {
    List<Field> fields = new ArrayList<>();
    if (signature.idType() != null) {
      fields.add(new Field("sig_id", signature.idType()));
    }
    if (signature.signer() != null) {
      fields.add(new Field("signer", signature.signer()));
      fields.add(new Field("sig_key", hex(signature.keyId(), Integer.MAX_VALUE)));
    }
    if (signature.hash() != null) {
      fields.add(new Field("sig_hashalgo", signature.hash()));
    }
    if (signature.signature().size() > 0) {
      fields.add(new Field("signature", hex(signature.signature(), SIGNATURE_BYTES_PER_LINE)));
    }
    return fields;
  }

  /** Two digits a byte, with colons between them. */
  private static String hex(Bytes bytes, int perLine) {
    byte[] array = bytes.toArray();
    int size = array.length;
    int breaks = Math.max(0, size - 1) / perLine;
    byte[] text = new byte[Math.max(0, 3 * size - 1) + LINE_BREAK.length * breaks];
    int at = 0;
    for (int i = 0; i < size; i++) {
      if (i > 0) {
        text[at++] = ':';
        if (i % perLine == 0) {
          System.arraycopy(LINE_BREAK, 0, text, at, LINE_BREAK.length);
          at += LINE_BREAK.length;
        }
      }
      int b = array[i] & 0xff;
      text[at++] = DIGITS[b >> 4];
      text[at++] = DIGITS[b & 15];
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }
}
