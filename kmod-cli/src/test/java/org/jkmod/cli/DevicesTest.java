package org.jkmod.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jkmod.fixtures.ElfBuilder;
import org.jkmod.fixtures.Rootfs;
import org.jkmod.fixtures.golden.GoldenCase.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kmod has no such command: what is expected here is what docs/man/kmod-devices.8 promises. */
class DevicesTest {
  private static final String TOP = "/lib/modules/" + TestPorts.RELEASE + "/";
  private static final String PCI = "/sys/devices/pci0000:00/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  @BeforeEach
  void aMachine() {
    rootfs = new Rootfs(folder);
    rootfs
        .file(
            TOP + "kernel/nic.ko",
            ElfBuilder.amd64().info("vermagic=" + TestPorts.RELEASE + " SMP ").build())
        .file(
            TOP + "kernel/gpu.ko",
            ElfBuilder.amd64()
                .info("vermagic=1.0 SMP ")
                .info("firmware=a.bin")
                .info("firmware=b.bin")
                .info("firmware=c.bin")
                .info("firmware=d.bin")
                .info("firmware=e.bin")
                .build())
        .file(TOP + "modules.dep", "kernel/nic.ko:\nkernel/gpu.ko:\n")
        .file(
            TOP + "modules.alias",
            """
            alias pci:v00001AF4* nic
            alias pci:v00001AF4d00001000* nic
            alias pci:v00008086* gpu
            alias pci:v00008086* ghost
            """)
        .file("/lib/firmware/c.bin", "c")
        .file(PCI + "0000:00:03.0/modalias", "pci:v00001AF4d00001000sv0\n")
        .link(PCI + "0000:00:03.0/subsystem", "../../../bus/pci")
        .link(PCI + "0000:00:03.0/driver", "../../../bus/pci/drivers/nic-driver")
        .folder("/sys/bus/pci/drivers/nic-driver")
        .link("/sys/bus/pci/drivers/nic-driver/module", "../../../../module/nic")
        .file(PCI + "0000:00:04.0/modalias", "pci:v00008086d00001237sv0\n")
        .file(PCI + "0000:00:05.0/modalias", "pci:v00009999d00000001sv0\n")
        .file("/usr/share/misc/pci.ids", "1af4  Red Hat, Inc.\n\t1000  Virtio network device\n")
        .file(
            "/etc/modprobe.d/a.conf",
            "blacklist gpu\noptions nic x=1\ninstall nic /bin/true $CMDLINE_OPTS\n")
        .loaded("nic", 0);
  }

  private Outcome devices(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kmod", "devices"));
    command.addAll(List.of(arguments));
    return GoldenReplay.start(command, rootfs);
  }

  @Test
  void thoseWithoutADriverFirst() {
    Outcome outcome = devices();
    assertThat(outcome.stderr()).isEmpty();
    assertThat(outcome.stdout())
        .isEqualTo(
            """
            0000:00:04.0
                no driver
                gpu: not loaded
                    blacklisted by /etc/modprobe.d/a.conf:1
                    built for another kernel: 1.0 SMP\s
                    firmware it may need is missing: a.bin, b.bin, d.bin and 1 more
                ghost: not loaded
                    no installed file
            0000:00:05.0
                no driver
                no module claims it
            0000:00:03.0 (pci) Red Hat, Inc. Virtio network device
                driver nic-driver, of module nic
                nic: loaded
                    '/bin/true $CMDLINE_OPTS' is run instead, by /etc/modprobe.d/a.conf:3
            """);
    assertThat(outcome.status()).isZero();
  }

  @Test
  void thePolicy() {
    rootfs.file("/etc/kmod/policy.d/a.conf", "forbid nic too old\n");
    assertThat(devices("--for", "nic").stdout())
        .contains("        nic is forbidden by /etc/kmod/policy.d/a.conf:1: too old\n");
  }

  @Test
  void someOfThem() {
    rootfs.link("/sys/bus/pci/devices/0000:00:05.0", "../../../devices/pci0000:00/0000:00:05.0");
    assertThat(devices("0000:00:03.0").stdout()).startsWith("0000:00:03.0 (pci)");
    assertThat(devices("pci:v00009999*").stdout()).startsWith("0000:00:05.0\n");
    assertThat(devices("*.0").stdout().lines().filter(line -> !line.startsWith(" "))).hasSize(3);
    assertThat(devices("/sys/bus/pci/devices/0000:00:05.0").stdout()).startsWith("0000:00:05.0\n");
    assertThat(devices("--for", "gpu").stdout()).startsWith("0000:00:04.0\n");
    Outcome none = devices("nosuch");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.stderr()).isEqualTo("kmod: ERROR: no such device.\n");
    assertThat(devices("--for", "nosuch").status()).isEqualTo(1);
  }

  @Test
  void withoutSysfs() throws IOException {
    Rootfs.delete(rootfs.path("/sys"));
    Outcome outcome = devices();
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.stderr()).endsWith("/sys/devices: No such file or directory\n");
  }

  @Test
  void json() throws IOException {
    JsonNode devices = JsonTest.validated("devices", devices("--json").stdout()).get("devices");
    assertThat(devices).hasSize(3);
    JsonNode gpu = devices.get(0);
    assertThat(gpu.get("driver").isNull()).isTrue();
    assertThat(gpu.get("modules").get(0).get("state").asText()).isEqualTo("absent");
    assertThat(gpu.get("modules").get(0).get("obstacles").get(0).get("kind").asText())
        .isEqualTo("blacklisted");
    assertThat(gpu.get("modules").get(1).get("path").isNull()).isTrue();
    assertThat(devices.get(2).get("driverModule").asText()).isEqualTo("nic");
  }
}
