package org.jkmod.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jkmod.config.CommandLineTarget;
import org.jkmod.depmod.CacheTarget;
import org.jkmod.modinfo.Pkcs7Target;
import org.jkmod.policy.PolicyTarget;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Everything that fuzzing came upon and kept (scripts/fuzz), once more. */
class CorpusTest {
  private static final Path CORPUS = Path.of("..", "src-test-fixtures", "corpus");
  private static final List<Class<?>> TARGETS =
      List.of(
          ElfTarget.class,
          ModinfoTarget.class,
          IndexTarget.class,
          CompressionTarget.class,
          CacheTarget.class,
          CommandLineTarget.class,
          Pkcs7Target.class,
          PolicyTarget.class);

  @TestFactory
  List<DynamicTest> corpora() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Class<?> target : TARGETS) {
      tests.add(DynamicTest.dynamicTest(target.getSimpleName(), () -> run(target)));
    }
    return tests;
  }

  private static void run(Class<?> target) throws Exception {
    Method method = target.getMethod("fuzzerTestOneInput", byte[].class);
    List<Path> inputs = inputs(CORPUS.resolve(target.getSimpleName()));
    assertThat(inputs).isNotEmpty();
    for (Path input : inputs) {
      method.invoke(null, Files.readAllBytes(input));
    }
  }

  private static List<Path> inputs(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.sorted().toList();
    }
  }
}
