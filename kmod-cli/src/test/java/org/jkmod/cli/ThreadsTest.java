package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jkmod.cli.log.ToolLog;
import org.junit.jupiter.api.Test;

/** What several threads say at once comes out whole. */
class ThreadsTest {
  private static final int THREADS = 8;
  private static final int TIMES = 300;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TextOutput output = new TextOutput(bytes);

  private List<String> lines(IntConsumer thread) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      tasks.add(
          () -> {
            start.await();
            for (int time = 0; time < TIMES; time++) {
              thread.accept(number);
            }
            return null;
          });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (Future<Void> task : threads.invokeAll(tasks)) {
        task.get();
      }
    }
    output.flush();
    return bytes.toString(StandardCharsets.ISO_8859_1).lines().toList();
  }

  /** Some are longer than what the output keeps. */
  @Test
  void aPrintIsWhole() throws Exception {
    List<String> lines =
        lines(
            number -> {
              output.print(String.valueOf(number).repeat(100 + 5000 * number) + "\n");
              output.flush();
            });
    assertThat(lines).hasSize(THREADS * TIMES);
    for (String line : lines) {
      int number = line.charAt(0) - '0';
      assertThat(line.equals(String.valueOf(number).repeat(100 + 5000 * number))).isTrue();
    }
  }

  @Test
  void whatBelongsTogetherStaysTogether() throws Exception {
    ToolLog log = ToolLog.toStream("modprobe", output::print);
    List<String> lines =
        lines(
            number ->
                log.together(
                    () -> {
                      log.error("could not insert '" + number + "'");
                      log.hint(number + ": first");
                      log.hint(number + ": second");
                    }));
    assertThat(lines).hasSize(3 * THREADS * TIMES);
    for (int i = 0; i < lines.size(); i += 3) {
      String start = lines.get(i);
      String number = start.substring(start.length() - 2, start.length() - 1);
      assertThat(lines.subList(i, i + 3))
          .containsExactly(
              "modprobe: ERROR: could not insert '" + number + "'",
              "modprobe: hint: " + number + ": first",
              "modprobe: hint: " + number + ": second");
    }
  }
}
