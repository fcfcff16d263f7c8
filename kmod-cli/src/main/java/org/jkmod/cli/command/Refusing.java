package org.jkmod.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import org.jkmod.port.KernelModules;

/** The kernel of a dry run: nothing may reach it. */
final class Refusing {
  static final KernelModules KERNEL =
      new KernelModules() {
        @Override
        public void load(Path file, String parameters, int flags) throws IOException {
          throw new IllegalStateException("a dry run loads nothing");
        }

        @Override
        public void load(byte[] image, String parameters) throws IOException {
          throw new IllegalStateException("a dry run loads nothing");
        }

        @Override
        public void remove(String name, int flags) throws IOException {
          throw new IllegalStateException("a dry run removes nothing");
        }
      };

  private Refusing() {}
}
