package org.jkmod.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jkmod.ModuleName;
import org.jkmod.fixtures.Rootfs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysDevicesTest {
  private static final String PCI = "/sys/devices/pci0000:00/";

  @TempDir private Path folder;
  private Rootfs rootfs;

  /** Laid out as the kernel does: links within /sys are relative. */
  @BeforeEach
  void aMachine() {
    rootfs = new Rootfs(folder);
    rootfs
        .file(PCI + "0000:00:03.0/modalias", "pci:v00001AF4d00001000sv0sd0bc02sc00i00\n")
        .link(PCI + "0000:00:03.0/subsystem", "../../../bus/pci")
        .link(PCI + "0000:00:03.0/driver", "../../../bus/pci/drivers/virtio-pci")
        .folder("/sys/bus/pci/drivers/virtio-pci")
        .link("/sys/bus/pci/drivers/virtio-pci/module", "../../../../module/virtio_pci")
        .link("/sys/bus/pci/devices/0000:00:03.0", "../../../devices/pci0000:00/0000:00:03.0")
        .file(PCI + "0000:00:03.0/virtio0/modalias", "virtio:d00000001v00001AF4\n")
        .link(PCI + "0000:00:03.0/virtio0/subsystem", "../../../../bus/virtio")
        .link(PCI + "0000:00:03.0/virtio0/up", "..")
        .file(PCI + "0000:00:04.0/modalias", "pci:v00008086d00001237sv0sd0bc06sc00i00\n")
        .link(PCI + "0000:00:04.0/supplier:pci:0000:00:03.0/supplier", "../../0000:00:03.0")
        .file("/sys/devices/platform/empty/modalias", "\n");
  }

  private SysDevices devices() {
    return new SysDevices(rootfs.root());
  }

  @Test
  void allThatSayWhatTheyWant() throws IOException {
    assertThat(devices().all())
        .containsExactly(
            new Device(
                PCI + "0000:00:03.0",
                "pci",
                "pci:v00001AF4d00001000sv0sd0bc02sc00i00",
                "virtio-pci",
                ModuleName.of("virtio_pci"),
                List.of()),
            new Device(
                PCI + "0000:00:03.0/virtio0",
                "virtio",
                "virtio:d00000001v00001AF4",
                null,
                null,
                List.of()),
            new Device(
                PCI + "0000:00:04.0",
                null,
                "pci:v00008086d00001237sv0sd0bc06sc00i00",
                null,
                null,
                List.of(PCI + "0000:00:03.0")));
  }

  @Test
  void oneByALink() throws IOException {
    Device device = Objects.requireNonNull(devices().at("/sys/bus/pci/devices/0000:00:03.0"));
    assertThat(device.path()).isEqualTo(PCI + "0000:00:03.0");
    assertThat(device.name()).isEqualTo("0000:00:03.0");
    assertThat(devices().at("/sys/devices/platform")).isNull();
    rootfs.file("/etc/x/modalias", "pci:v1\n").link("/sys/bus/pci/devices/x", "/etc/x");
    rootfs.file("/sys/devicesx/y/modalias", "pci:v1\n");
    assertThat(devices().at("/sys/devicesx/y")).isNull();
  }

  @Test
  void withoutSysfs() throws IOException {
    Rootfs.delete(rootfs.path("/sys"));
    assertThatThrownBy(() -> devices().all()).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void names() {
    rootfs.file(
        "/usr/share/misc/pci.ids",
        """
        # PCI
        1af4  Red Hat, Inc.
        \t1000  Virtio network device
        \t\t1af4 0001  A subsystem
        8086  Intel Corporation
        C 02  Network controller
        \t00  Ethernet controller
        """);
    rootfs.file("/usr/share/hwdata/usb.ids", "1d6b  Linux Foundation\n\t0002  2.0 root hub\n");
    HardwareNames names = new HardwareNames(rootfs.root());
    assertThat(names.of(device("pci:v00001AF4d00001000sv1")))
        .isEqualTo("Red Hat, Inc. Virtio network device");
    assertThat(names.of(device("pci:v00008086d00001237sv1"))).isEqualTo("Intel Corporation");
    assertThat(names.of(device("pci:v00009999d00001237sv1"))).isNull();
    assertThat(names.of(device("usb:v1D6Bp0002d0510"))).isEqualTo("Linux Foundation 2.0 root hub");
    assertThat(names.of(device("pci:v"))).isNull();
    assertThat(names.of(device("usb:v1D6B"))).isEqualTo("Linux Foundation");
    assertThat(names.of(device("virtio:d1v1"))).isNull();
  }

  @Test
  void noListsNoNames() {
    assertThat(new HardwareNames(rootfs.root()).of(device("pci:v00008086d00001237sv1"))).isNull();
  }

  private static Device device(String modalias) {
    return new Device("/sys/devices/x", null, modalias, null, null, List.of());
  }
}
