package org.jkmod.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.jkmod.SystemRoot;
import org.jkmod.fixtures.FaultyFiles;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.port.Errno;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order is that of the kernel's driver-api/firmware/fw_search_path, and its loader's. */
class FirmwareSearchTest {
  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aRoot() {
    rootfs = new Rootfs(folder);
  }

  private List<String> find(String name) throws IOException {
    return new FirmwareSearch(rootfs.root(), "6.1.0", "/opt/firmware").find(name);
  }

  @Test
  void foldersInTheKernelsOrder() throws IOException {
    String[] order = {
      "/opt/firmware/a.bin",
      "/lib/firmware/updates/6.1.0/a.bin",
      "/lib/firmware/updates/a.bin",
      "/lib/firmware/6.1.0/a.bin",
      "/lib/firmware/a.bin"
    };
    for (int last = order.length - 1; last >= 0; last--) {
      rootfs.file(order[last], "x");
      assertThat(find("a.bin")).containsExactly(order[last]);
    }
  }

  @Test
  void anyUncompressedFileComesBeforeACompressedOne() throws IOException {
    rootfs.file("/lib/firmware/updates/b.bin.xz", "x");
    assertThat(find("b.bin")).containsExactly("/lib/firmware/updates/b.bin.xz");
    rootfs.file("/lib/firmware/b.bin.zst", "x");
    assertThat(find("b.bin")).containsExactly("/lib/firmware/b.bin.zst");
    rootfs.file("/lib/firmware/b.bin", "x");
    assertThat(find("b.bin")).containsExactly("/lib/firmware/b.bin");
  }

  @Test
  void patternsGiveOneFileForEachName() throws IOException {
    rootfs
        .file("/lib/firmware/brcm/fw-1.bin.xz", "x")
        .file("/lib/firmware/brcm/fw-2.bin", "x")
        .file("/lib/firmware/updates/brcm/fw-2.bin.xz", "x")
        .file("/lib/firmware/brcm/fw-2.txt", "x")
        .file("/lib/firmware/cypress/fw-3.bin.zst", "x")
        .folder("/lib/firmware/brcm/fw-4.bin");
    assertThat(find("brcm/fw-*.bin"))
        .containsExactly("/lib/firmware/brcm/fw-1.bin.xz", "/lib/firmware/brcm/fw-2.bin");
    assertThat(find("*/fw-?.bin"))
        .containsExactly(
            "/lib/firmware/brcm/fw-1.bin.xz",
            "/lib/firmware/brcm/fw-2.bin",
            "/lib/firmware/cypress/fw-3.bin.zst");
  }

  @Test
  void whatIsMissingOrLeadsOutIsNotFound() throws IOException {
    rootfs.file("/etc/shadow", "x").file("/lib/firmware/a.bin", "x").folder("/lib/firmware/d");
    assertThat(find("none.bin")).isEmpty();
    assertThat(find("d")).isEmpty();
    assertThat(find("../../etc/shadow")).isEmpty();
    assertThat(find("d/../../../etc/shadow")).isEmpty();
    assertThat(find("*/../../../etc/shado?")).isEmpty();
    assertThat(find("/etc/shadow")).isEmpty();
    assertThat(find("")).isEmpty();
    assertThat(find("a.bin\0")).isEmpty();
  }

  /**
   * Names in a folder are known after the first of them: links that lead nowhere are among them.
   */
  @Test
  void manyNamesInOneFolder() throws IOException {
    rootfs
        .file("/lib/firmware/a/1.bin", "x")
        .file("/lib/firmware/updates/a/2.bin.xz", "x")
        .link("/lib/firmware/updates/a/1.bin", "nowhere")
        .link("/lib/firmware/a/3.bin", "1.bin");
    FirmwareSearch search = new FirmwareSearch(rootfs.root(), "6.1.0", null);
    assertThat(search.find("a/1.bin")).containsExactly("/lib/firmware/a/1.bin");
    assertThat(search.find("a/2.bin")).containsExactly("/lib/firmware/updates/a/2.bin.xz");
    assertThat(search.find("a/3.bin")).containsExactly("/lib/firmware/a/3.bin");
    assertThat(search.find("a/4.bin")).isEmpty();
    assertThat(search.find("a/")).isEmpty();
    assertThat(search.find("b/1.bin")).isEmpty();
  }

  /** A folder may be searched and not listed: its names are asked for one by one. */
  @Test
  void aFolderThatCannotBeListed() throws IOException {
    rootfs.file("/lib/firmware/a.bin.zst", "x").file("/lib/firmware/b.bin", "x");
    SystemRoot root =
        rootfs.root().through(FaultyFiles.from(1, EnumSet.of(FaultyFiles.Call.LIST), Errno.EACCES));
    FirmwareSearch search = new FirmwareSearch(root, "6.1.0", null);
    assertThat(search.find("a.bin")).containsExactly("/lib/firmware/a.bin.zst");
    assertThat(search.find("b.bin")).containsExactly("/lib/firmware/b.bin");
    assertThat(search.find("c.bin")).isEmpty();
  }

  @Test
  void aRootWithoutFirmware() throws IOException {
    assertThat(find("a.bin")).isEmpty();
    assertThat(find("*.bin")).isEmpty();
  }
}
