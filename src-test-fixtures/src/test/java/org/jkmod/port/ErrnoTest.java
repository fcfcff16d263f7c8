package org.jkmod.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jkmod.index.IndexException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number behind what the JDK throws, by making the system fail. */
class ErrnoTest {
  @TempDir Path folder;

  private static void fails(Errno expected, ThrowingCallable call) {
    IOException exception = catchThrowableOfType(IOException.class, call);
    assertThat(exception).as(expected + " should have come").isNotNull();
    assertThat(Errno.of(exception)).as(String.valueOf(exception)).isEqualTo(expected);
    assertThat(Errno.of(new IndexException("x", exception))).isEqualTo(expected);
  }

  @Test
  void failuresOfFilesHaveTheirNumber() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));
    fails(Errno.ENOENT, () -> Files.readString(folder.resolve("none")));
    fails(Errno.ENOENT, () -> new FileInputStream(folder.resolve("none").toFile()).close());
    fails(Errno.EISDIR, () -> Files.readString(folder));
    fails(Errno.ENOTDIR, () -> Files.readString(file.resolve("x")));
    fails(
        Errno.ENOTDIR,
        () -> {
          try (DirectoryStream<Path> none = Files.newDirectoryStream(file)) {
            assertThat(none).isEmpty();
          }
        });
    fails(Errno.ELOOP, () -> Files.readString(folder.resolve("loop")));
    fails(Errno.ENAMETOOLONG, () -> Files.readString(folder.resolve("n".repeat(256))));
    fails(Errno.EEXIST, () -> Files.createDirectory(file));
    fails(Errno.ENOTEMPTY, () -> Files.delete(folder));
    fails(Errno.EINVAL, () -> Files.readSymbolicLink(file));
    fails(Errno.ENOSPC, () -> Files.writeString(Path.of("/dev/full"), "x"));
    try (FileOutputStream full = new FileOutputStream("/dev/full")) {
      fails(Errno.ENOSPC, () -> full.write(1));
    }
    try (FileChannel memory = FileChannel.open(Path.of("/proc/self/mem"))) {
      fails(Errno.EIO, () -> memory.read(ByteBuffer.allocate(1)));
    }
  }

  @Test
  void whatNoCallFailedForHasNone() {
    assertThat(Errno.of(new IOException("section header 3: too long"))).isNull();
    assertThat(Errno.of(new IOException())).isNull();
    assertThat(Errno.of(new KernelException("finit_module", 41))).isNull();
    assertThat(Errno.of(new KernelException("finit_module", 129))).isEqualTo(Errno.EKEYREJECTED);
    assertThat(Errno.of(0)).isNull();
    assertThat(Errno.of(-1)).isNull();
    assertThat(Errno.of(134)).isNull();
  }
}
