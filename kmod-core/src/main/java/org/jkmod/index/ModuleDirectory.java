package org.jkmod.index;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jkmod.AliasKey;
import org.jkmod.ModuleName;
import org.jkmod.ModulePath;
import org.jkmod.SystemRoot;
import org.jkmod.bytes.FileSource;
import org.jkmod.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * The indexes in a kernel's folder. Each file is opened when it is first asked, and once. Where one
 * is missing its text form is read, which takes longer; where that is missing too it is empty. For
 * several threads at once.
 */
public final class ModuleDirectory {
  /** The index files of a kernel. */
  public enum Index {
    DEPENDENCIES("modules.dep.bin", "modules.dep"),
    ALIASES("modules.alias.bin", "modules.alias"),
    SYMBOLS("modules.symbols.bin", "modules.symbols"),
    BUILTINS("modules.builtin.bin", "modules.builtin"),
    BUILTIN_ALIASES("modules.builtin.alias.bin", null);

    private final String fileName;
    private final @Nullable String textName;

    Index(String fileName, @Nullable String textName) {
      this.fileName = fileName;
      this.textName = textName;
    }

    public String fileName() {
      return fileName;
    }

    /** The file with the same in lines of text, null when depmod writes none. */
    @Nullable String textName() {
      return textName;
    }
  }

  private static final IndexFile MISSING = IndexFile.empty();

  private final SystemRoot root;
  private final String path;

  /** Never changed: an index that is opened makes a new one. */
  private volatile Map<Index, IndexFile> open = new EnumMap<>(Index.class);

  private final EnumSet<Index> missing = EnumSet.noneOf(Index.class);
  private final EnumSet<Index> replaced = EnumSet.noneOf(Index.class);

  /**
   * @param path the folder, such as /lib/modules/6.1.0; it need not exist
   */
  public ModuleDirectory(SystemRoot root, String path) {
    this.root = root;
    this.path = path;
  }

  public String path() {
    return path;
  }

  /** The path by which a module's file is opened. */
  public String resolve(ModulePath file) {
    return file.in(path);
  }

  /** An index, empty when neither its file nor its text form is there. */
  private IndexFile index(Index index) throws IOException {
    IndexFile file = open.get(index);
    return file == null ? openOnce(index) : file;
  }

  private synchronized IndexFile openOnce(Index index) throws IOException {
    IndexFile file = open.get(index);
    if (file == null) {
      file = openIndex(index);
      Map<Index, IndexFile> more = new EnumMap<>(open);
      more.put(index, file);
      open = more;
    }
    return file;
  }

  private IndexFile openIndex(Index index) throws IOException {
    String file = path + "/" + index.fileName();
    try (FileSource source = root.open(file)) {
      // depmod leaves an empty file where it had nothing to make an index from.
      return source.size() == 0 ? MISSING : IndexFile.parse(source.map());
    } catch (NoSuchFileException e) {
      missing.add(index);
      return fromText(index);
    } catch (MalformedException e) {
      if (index == Index.BUILTINS) {
        return fromText(index);
      }
      throw new IndexException(file, e);
    } catch (IOException e) {
      throw new IndexException(file, e);
    }
  }

  /**
   * Reads the text form in place of an index that turned out to be damaged.
   *
   * @return false when that has been done before, so that the text cannot be used either
   */
  private synchronized boolean replace(Index index) throws IOException {
    if (replaced.contains(index)) {
      return false;
    }
    Map<Index, IndexFile> other = new EnumMap<>(open);
    other.put(index, fromText(index));
    open = other;
    return true;
  }

  private IndexFile fromText(Index index) throws IOException {
    String name = index.textName();
    String text = name == null ? null : root.readIfPresent(path + "/" + name);
    if (text == null) {
      return MISSING;
    }
    replaced.add(index);
    return TextIndex.read(index, text);
  }

  /** The indexes that were asked and have no file. */
  public synchronized Set<Index> missing() {
    return EnumSet.copyOf(missing);
  }

  /** The indexes that are missing or damaged and were read from their text form. */
  public synchronized Set<Index> replaced() {
    return EnumSet.copyOf(replaced);
  }

  /** The modules of exactly that alias, as priorities order them. */
  public List<IndexValue> get(Index index, AliasKey key) throws IOException {
    return get(index, key.text());
  }

  private List<IndexValue> get(Index index, String key) throws IOException {
    try {
      return index(index).get(key);
    } catch (MalformedException e) {
      throw damaged(index, e);
    }
  }

  /** The modules of the keys that, taken as patterns, match the alias. */
  public List<IndexValue> match(Index index, AliasKey alias) throws IOException {
    try {
      return index(index).match(alias.text());
    } catch (MalformedException e) {
      throw damaged(index, e);
    }
  }

  /** Leads a visitor through the keys of an index in byte order, as far as it wants to. */
  public void walk(Index index, IndexVisitor visitor) throws IOException {
    try {
      index(index).walk(visitor);
    } catch (MalformedException e) {
      throw damaged(index, e);
    }
  }

  /** All keys of an index in byte order, each value of each. */
  public void forEach(Index index, Consumer<IndexEntry> sink) throws IOException {
    try {
      index(index).forEach(sink);
    } catch (MalformedException e) {
      throw damaged(index, e);
    }
  }

  /** The same without an object for each. */
  public void list(Index index, IndexEntries sink) throws IOException {
    try {
      index(index).list(sink);
    } catch (MalformedException e) {
      throw damaged(index, e);
    }
  }

  private IndexException damaged(Index index, MalformedException cause) {
    return new IndexException(path + "/" + index.fileName(), cause);
  }

  /** What modules.dep says of a module, null when it does not have it. */
  public @Nullable DependencyLine dependencies(ModuleName module) throws IOException {
    List<IndexValue> values = get(Index.DEPENDENCIES, module.text());
    return values.isEmpty() ? null : DependencyLine.parse(values.get(0).text());
  }

  /**
   * Whether the module is part of the kernel image. Every load asks this: a damaged
   * modules.builtin.bin keeps no module from being loaded, as with kmod; its text form is asked
   * then.
   */
  public boolean isBuiltin(ModuleName module) throws IOException {
    try {
      return !index(Index.BUILTINS).get(module.text()).isEmpty();
    } catch (MalformedException e) {
      if (!replace(Index.BUILTINS)) {
        throw damaged(Index.BUILTINS, e);
      }
      return !get(Index.BUILTINS, module.text()).isEmpty();
    }
  }
}
