package org.jkmod.device;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jkmod.SystemRoot;
import org.jspecify.annotations.Nullable;

/**
 * The names of PCI and USB devices from the lists of the hwdata, pci.ids and usb.ids packages. Each
 * list is read when a device of its bus is first asked for:
 *
 * <pre>
 * 8086  Intel Corporation
 * TAB   1237  440FX - 82441FX PMC [Natoma]
 * </pre>
 */
public final class HardwareNames {
  private static final String[] FOLDERS = {
    "/usr/share/hwdata/", "/usr/share/misc/", "/var/lib/usbutils/"
  };

  private static final Map<String, String> NONE = Map.of();

  private final SystemRoot root;
  private @Nullable Map<String, String> pci;
  private @Nullable Map<String, String> usb;

  public HardwareNames(SystemRoot root) {
    this.root = root;
  }

  /** Vendor and device, or the vendor alone; null when no list has it. */
  public @Nullable String of(Device device) {
    String modalias = device.modalias();
    if (modalias.startsWith("pci:v")) {
      return name(pci(), digits(modalias, 'v', 8), digits(modalias, 'd', 8));
    }
    if (modalias.startsWith("usb:v")) {
      return name(usb(), digits(modalias, 'v', 4), digits(modalias, 'p', 4));
    }
    return null;
  }

  /** The last four of the hexadecimal digits after the first such letter past the bus, or null. */
  private static @Nullable String digits(String modalias, char letter, int count) {
    int at = modalias.indexOf(letter, 4) + 1;
    if (at == 0 || at + count > modalias.length()) {
      return null;
    }
    return modalias.substring(at + count - 4, at + count).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String name(
      Map<String, String> names, @Nullable String vendor, @Nullable String device) {
    String vendorName = vendor == null ? null : names.get(vendor);
    if (vendorName == null) {
      return null;
    }
    String deviceName = names.get(vendor + ":" + device);
    return deviceName == null ? vendorName : vendorName + " " + deviceName;
  }

  private Map<String, String> pci() {
    Map<String, String> known = pci;
    if (known == null) {
      known = read("pci.ids");
      pci = known;
    }
    return known;
  }

  private Map<String, String> usb() {
    Map<String, String> known = usb;
    if (known == null) {
      known = read("usb.ids");
      usb = known;
    }
    return known;
  }

  private Map<String, String> read(String list) {
    try {
      for (String folder : FOLDERS) {
        String text = root.readIfPresent(folder + list);
        if (text != null) {
          return parse(text);
        }
      }
    } catch (IOException e) {
      // Names are for people: a list that cannot be read is as good as none.
    }
    return NONE;
  }

  /** Vendors by {@code 8086}, devices by {@code 8086:1237}. */
  private static Map<String, String> parse(String text) {
    Map<String, String> names = new HashMap<>();
    String vendor = "";
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      if (end < 0) {
        end = text.length();
      }
      boolean isDevice = text.charAt(start) == '\t';
      int at = isDevice ? start + 1 : start;
      if (isEntry(text, at, end)) {
        String id = text.substring(at, at + 4);
        String name = text.substring(at + 6, end).strip();
        if (!isDevice) {
          vendor = id;
        }
        names.put(isDevice ? vendor + ":" + id : id, name);
      } else if (!isDevice && end > start && text.charAt(start) != '#') {
        // The classes and other tables that follow the vendors have a letter first.
        break;
      }
      start = end + 1;
    }
    return names;
  }

  /** Four digits, two blanks, a name. */
  private static boolean isEntry(String text, int at, int end) {
    if (at + 7 > end || text.charAt(at + 4) != ' ' || text.charAt(at + 5) != ' ') {
      return false;
    }
    for (int i = at; i < at + 4; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
