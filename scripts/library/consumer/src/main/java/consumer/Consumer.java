package consumer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jkmod.KernelModule;
import org.jkmod.Kmod;
import org.jkmod.SystemRoot;
import org.jkmod.live.LoadedModule;
import org.jkmod.natives.LinuxCommands;
import org.jkmod.natives.LinuxModules;
import org.jkmod.natives.LinuxSystem;
import org.jkmod.natives.SystemDecompressor;
import org.jkmod.port.KernelException;
import org.jkmod.resolve.LoadRequest;
import org.jkmod.resolve.LoadStep;
import org.jkmod.resolve.Verdict;

/** Prints what scripts/check-library compares with what other programs say. */
public final class Consumer {
  private Consumer() {}

  /**
   * @param arguments a system's root, its kernel's release, and names or aliases of modules
   */
  public static void main(String[] arguments) throws IOException {
    SystemRoot image = SystemRoot.confined(Path.of(arguments[0]));
    Kmod kmod = Kmod.ofTree(image, arguments[1], new SystemDecompressor());
    for (int i = 2; i < arguments.length; i++) {
      for (LoadStep step : kmod.planLoad(LoadRequest.of(arguments[i])).steps()) {
        if (step.verdict() instanceof Verdict.Insert insert) {
          System.out.println("plan insmod " + insert.path());
        }
      }
      for (KernelModule module : kmod.find(arguments[i])) {
        System.out.println("description " + module.info().first("description"));
      }
    }
    System.out.println("module " + Consumer.class.getModule().isNamed());
    System.out.println("release " + LinuxSystem.releaseFromUname());
    for (LoadedModule loaded : kmod.live().loaded()) {
      System.out.println("live " + loaded.name());
    }
    System.out.println("status " + new LinuxCommands().run("exit $STATUS", Map.of("STATUS", "7")));
    try {
      new LinuxModules().remove("there_is_no_such_module", 0);
    } catch (KernelException e) {
      System.out.println("errno " + e.errno());
    }
  }
}
