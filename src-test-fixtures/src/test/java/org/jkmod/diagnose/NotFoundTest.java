package org.jkmod.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.index.ModuleDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotFoundTest {
  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void someModules() {
    rootfs = new Rootfs(folder);
    rootfs.file(
        "/lib/modules/6.1/modules.dep",
        "kernel/dm-mirror.ko:\nkernel/nvme.ko:\nkernel/nvmet.ko:\nkernel/sg.ko:\nkernel/st.ko:\n");
    rootfs.file("/lib/modules/6.1/modules.builtin", "kernel/fs/ext4.ko\n");
  }

  private List<Absence> absences(String name, String release) throws IOException {
    ModuleDirectory modules = new ModuleDirectory(rootfs.root(), "/lib/modules/" + release);
    modules.dependencies(ModuleName.asWritten(name));
    return NotFound.of(name, rootfs.root(), modules);
  }

  @Test
  void slips() throws IOException {
    for (String name : List.of("dm_mirorr", "dm-miror", "dm_mirrors", "dn_mirror", "dm_irrro")) {
      assertThat(absences(name, "6.1"))
          .as(name)
          .containsExactly(new Absence.SimilarNames(List.of("dm_mirror")));
    }
    assertThat(absences("nvmes", "6.1"))
        .containsExactly(new Absence.SimilarNames(List.of("nvme", "nvmet")));
    assertThat(absences("ext5", "6.1")).containsExactly(new Absence.SimilarNames(List.of("ext4")));
  }

  @Test
  void otherNames() throws IOException {
    for (String name : List.of("dm_raid", "nouveau", "n", "", "pci:v00001", "x".repeat(10_000))) {
      assertThat(absences(name, "6.1")).as(name).isEmpty();
    }
  }

  @Test
  void anotherKernelsFolder() throws IOException {
    rootfs.folder("/lib/modules/6.12").file("/lib/modules/file", "");
    assertThat(absences("nvme", "6.1.5"))
        .containsExactly(new Absence.NoFolder("/lib/modules/6.1.5", List.of("6.1", "6.12")));
  }

  @Test
  void noIndex() throws IOException {
    rootfs.folder("/lib/modules/6.12");
    assertThat(absences("nvme", "6.12"))
        .containsExactly(new Absence.NoIndex("/lib/modules/6.12/modules.dep.bin"));
  }
}
