package org.jkmod.port;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystemException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/**
 * Names come from files that may be damaged: none may end a tool in another way than a missing file
 * does.
 */
class NioFilesTest {
  @Test
  void namesThatNoFileHas() {
    FileSystem files = NioFiles.INSTANCE;
    String name = "/a\0b";
    List<ThrowingCallable> calls =
        List.of(
            () -> files.status(name),
            () -> files.linkStatus(name),
            () -> files.details(name),
            () -> files.linkDetails(name),
            () -> files.readLink(name),
            () -> files.realPath(name),
            () -> files.list(name),
            () -> files.open(name),
            () -> files.read(name),
            () -> files.readLive(name),
            () -> files.create(name, 0600),
            () -> files.makeFolder(name, 0700),
            () -> files.rename(name, "/tmp"),
            () -> files.delete(name),
            () -> files.sync(name),
            () -> files.touch(name));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call).isInstanceOf(FileSystemException.class).hasMessageContaining("NUL");
    }
  }
}
