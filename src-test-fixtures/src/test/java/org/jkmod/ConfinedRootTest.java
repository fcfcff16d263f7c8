package org.jkmod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside the root lies a file that no link in the root may lead to. */
class ConfinedRootTest {
  @TempDir private Path folder;
  private Rootfs inside;
  private SystemRoot root;

  @BeforeEach
  void aRoot() {
    new Rootfs(folder).file("/secret", "outside");
    inside = new Rootfs(folder.resolve("root"));
    inside.file("/usr/lib/a", "inside");
    root = SystemRoot.confined(inside.base());
  }

  @Test
  void linksStartFromTheRoot() throws IOException {
    inside.link("/lib", "/usr/lib").link("/usr/lib/b", "/lib/a").link("/usr/lib/c", "a");
    inside.link("/usr/lib/up", "../../../../../usr/lib/a").link("/s", folder + "/secret");
    for (String path : new String[] {"/lib/a", "/lib/b", "/lib/c", "/lib/up", "/lib/./../lib/a"}) {
      assertThat(root.read(path)).as(path).isEqualTo("inside");
    }
    assertThat(root.readIfPresent("/s")).isNull();
    assertThat(root.readIfPresent("/../secret")).isNull();
    assertThat(root.readIfPresent("/lib/../../secret")).isNull();
    assertThat(new SystemRoot(inside.base(), "/").read("/s")).isEqualTo("outside");
  }

  @Test
  void aLoopIsNoFile() throws IOException {
    inside.link("/loop", "/loop").link("/x", "/y").link("/y", "/x").link("/z", "/loop/a");
    for (String path : new String[] {"/loop", "/x", "/z", "/loop/a"}) {
      assertThat(root.readIfPresent(path)).as(path).isNull();
      assertThat(root.locate(path).normalize()).startsWithRaw(inside.base());
    }
  }

  @Test
  void aNameThatTheJdkCannotSayIsAnErrorOfThatFile() {
    assertThatThrownBy(() -> SystemRoot.real().locate("/a\0b"))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("NUL");
  }

  @Test
  void whatIsNotThereStaysInside() throws IOException {
    assertThat(root.locate("/no/../such/file")).isEqualTo(inside.base().resolve("such/file"));
    assertThat(root.locate("/")).isEqualTo(inside.base());
  }
}
