package com.oracle.svm.core.genscavenge;

import com.oracle.svm.core.image.ImageHeapLayouter;
import com.oracle.svm.core.layeredimagesingleton.LayeredImageSingletonSupport;
import com.oracle.svm.hosted.FeatureImpl;
import com.oracle.svm.hosted.ImageSingletonsSupportImpl;
import com.oracle.svm.hosted.code.CompileQueue;
import com.oracle.svm.hosted.image.LIRNativeImageCodeCache;
import com.oracle.svm.hosted.image.NativeImageCodeCache;
import com.oracle.svm.hosted.image.NativeImageCodeCacheFactory;
import com.oracle.svm.hosted.image.NativeImageHeap;
import com.oracle.svm.hosted.image.NativeImageHeap.ObjectInfo;
import com.oracle.svm.hosted.meta.HostedMethod;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.graal.compiler.code.CompilationResult;
import org.graalvm.collections.Pair;
import org.graalvm.nativeimage.ImageSingletons;
import org.graalvm.nativeimage.Platform;
import org.graalvm.nativeimage.hosted.Feature;

/**
 * Lays out the executable so that the methods and objects that a start touches lie side by side. A
 * page that is touched for the first time costs a page fault, with which the kernel maps the pages
 * around it too; by the builder's own order a start's 1000 methods and 1500 objects lie in some 200
 * such groups of pages, and faults were most of its time.
 *
 * <p>Properties of the builder: {@code start.profile} names a file with a key (eight hexadecimal
 * digits) on each line, of methods and objects in the order in which they shall lie; lines with #
 * are comments. {@code start.map} names a file that is written for scripts/profile-start: a line
 * for each object ("o", offset, size, key, class) and each method ("m", offset, 0, key, name).
 */
public final class StartLayout implements Feature {
  private final Map<Integer, Integer> ranks = new HashMap<>();
  private final Set<Integer> found = new HashSet<>();
  private Collection<HostedMethod> methods = List.of();
  private NativeImageHeap heap;

  /** Null before the first object is laid: the array that it is made of is the heap's. */
  private Set<Object> searched;

  /** Reads the profile. */
  public StartLayout() throws IOException {
    String profile = System.getProperty("start.profile", "");
    if (!profile.isEmpty()) {
      for (String line : Files.readAllLines(Path.of(profile))) {
        if (!line.startsWith("#")) {
          ranks.putIfAbsent((int) Long.parseLong(line, 16), ranks.size());
        }
      }
    }
  }

  @Override
  public String getDescription() {
    return "Puts what a start touches side by side";
  }

  /**
   * The place of a method in its class's table, by the addresses of names in the builder; the
   * executable has no such table.
   */
  @Override
  public void beforeAnalysis(BeforeAnalysisAccess access) {
    if (!Boolean.getBoolean("reproducible")) {
      return;
    }
    try {
      Method fields = Class.class.getDeclaredMethod("getDeclaredFields0", boolean.class);
      fields.setAccessible(true);
      for (Class<?> type : List.of(Method.class, Constructor.class)) {
        for (Field field : (Field[]) fields.invoke(type, false)) {
          if (field.getName().equals("slot")) {
            access.registerFieldValueTransformer(field, (receiver, value) -> 0);
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void beforeCompilation(BeforeCompilationAccess access) {
    if (ranks.isEmpty()) {
      return;
    }
    StartPartition.install(
        (ChunkedImageHeapLayouter) ImageSingletons.lookup(ImageHeapLayouter.class),
        object -> rank((ObjectInfo) object));
    replace(NativeImageCodeCacheFactory.class, new StartFirst());
  }

  private int rank(ObjectInfo object) {
    int rank = rank(ObjectKeys.of(object));
    return rank == StartPartition.COLD && searched().contains(object.getObject())
        ? ranks.size()
        : rank;
  }

  /**
   * The texts that a start looks at when it searches the sorted array of the interned ones, and
   * their characters. A few texts more in the program, and it looks at others than in the profile's
   * run: so these are those on the ways to the texts of the profile.
   */
  private Set<Object> searched() {
    if (searched == null) {
      searched = Collections.newSetFromMap(new IdentityHashMap<>());
      String[] texts = internedTexts();
      for (int i = 0; i < texts.length; i++) {
        ObjectInfo object = heap.getObjectInfo(texts[i]);
        if (object == null || !ranks.containsKey(ObjectKeys.of(object))) {
          continue;
        }
        int low = 0;
        int high = texts.length - 1;
        for (int middle = -1; middle != i; ) {
          middle = (low + high) >>> 1;
          searched.add(texts[middle]);
          searched.add(ObjectKeys.characters(texts[middle]));
          if (middle < i) {
            low = middle + 1;
          } else {
            high = middle - 1;
          }
        }
      }
    }
    return searched;
  }

  private static String[] internedTexts() {
    try {
      Class<?> type = Class.forName("com.oracle.svm.core.jdk.ImageInternedStrings");
      Method texts = type.getDeclaredMethod("getImageInternedStrings");
      texts.setAccessible(true);
      return (String[])
          texts.invoke(LayeredImageSingletonSupport.singleton().lookup(type, false, true));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private int rank(int key) {
    Integer rank = ranks.get(key);
    if (rank == null) {
      return StartPartition.COLD;
    }
    found.add(key);
    return rank;
  }

  /** The builder has no way to give another answer for a singleton that it has set. */
  @SuppressWarnings("unchecked") // The field's type.
  private static void replace(Class<?> key, Object value) {
    try {
      Object singletons = ImageSingletonsSupportImpl.HostedManagement.get();
      Field map = singletons.getClass().getDeclaredField("configObjects");
      map.setAccessible(true);
      ((Map<Class<?>, Object>) map.get(singletons)).put(key, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The methods of a start before the others. */
  private final class StartFirst extends NativeImageCodeCacheFactory {
    @Override
    public NativeImageCodeCache newCodeCache(
        CompileQueue queue, NativeImageHeap image, Platform platform, Path folder) {
      return new LIRNativeImageCodeCache(queue.getCompilationResults(), image) {
        @Override
        protected List<Pair<HostedMethod, CompilationResult>> computeCompilationOrder(
            Map<HostedMethod, CompilationResult> results) {
          List<Pair<HostedMethod, CompilationResult>> order =
              new ArrayList<>(super.computeCompilationOrder(results));
          order.sort(Comparator.comparingInt(compiled -> rank(key(compiled.getLeft()))));
          return order;
        }
      };
    }
  }

  private static int key(HostedMethod method) {
    return method.getUniqueShortName().hashCode();
  }

  @Override
  public void afterCompilation(AfterCompilationAccess access) {
    heap = ((FeatureImpl.AfterCompilationAccessImpl) access).getHeap();
    // A copy: the builder lets go of what it no longer needs.
    methods =
        List.copyOf(((FeatureImpl.AfterCompilationAccessImpl) access).getCompilations().keySet());
  }

  @Override
  public void beforeImageWrite(BeforeImageWriteAccess access) {
    if (!ranks.isEmpty()) {
      System.out.println(
          "Start profile: "
              + found.size()
              + " of "
              + ranks.size()
              + " keys are in this executable");
    }
    String map = System.getProperty("start.map", "");
    if (map.isEmpty()) {
      return;
    }
    try (BufferedWriter out = Files.newBufferedWriter(Path.of(map))) {
      for (ObjectInfo object : heap.getObjects()) {
        out.write(
            "o %d %d %08x %s\n"
                .formatted(
                    object.getOffset(),
                    object.getSize(),
                    ObjectKeys.of(object),
                    object.getObjectClass().getName()));
      }
      for (HostedMethod method : methods) {
        if (method.isCodeAddressOffsetValid()) {
          out.write(
              "m %d 0 %08x %s\n"
                  .formatted(
                      method.getCodeAddressOffset(), key(method), method.getUniqueShortName()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
