package org.jkmod.cli;

import org.jkmod.SystemRoot;
import org.jkmod.cli.log.ToolLog;
import org.jkmod.natives.LinuxCommands;
import org.jkmod.natives.LinuxModules;
import org.jkmod.natives.LinuxSystem;
import org.jkmod.natives.Syslog;
import org.jkmod.natives.SystemDecompressor;
import org.jkmod.port.Commands;
import org.jkmod.port.Decompressor;
import org.jkmod.port.KernelModules;
import org.jkmod.port.SystemInfo;

/** The one place that builds the adapters. */
final class Wiring implements Ports {
  private final SystemRoot root;

  Wiring(SystemRoot root) {
    this.root = root;
  }

  @Override
  public KernelModules kernel() {
    Executable.locateLibraries();
    return new LinuxModules();
  }

  @Override
  public Commands commands() {
    Executable.locateLibraries();
    return new LinuxCommands();
  }

  @Override
  public SystemInfo system() {
    Executable.locateLibraries();
    return new LinuxSystem(root);
  }

  @Override
  public Decompressor decompressor() {
    Executable.locateLibraries();
    return new SystemDecompressor();
  }

  @Override
  public ToolLog.Sink syslog(String program) {
    Executable.locateLibraries();
    Syslog log = new Syslog();
    return log::write;
  }
}
