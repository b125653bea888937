package org.opensmdp.simulator.device;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kinds of devices that come with the program, as data files; where each is from stands in it. */
public final class DeviceKinds {
  private static final List<String> NAMES = List.of(
      "phone-a",
      "phone-b",
      "phone-c",
      "v3-phone",
      "watch",
      "tablet",
      "removable-card",
      "router",
      "iot-meter",
      "old-card",
      "brainpool-only",
      "strict-pe",
      "private-ci",
      "clone");

  private DeviceKinds() {}

  /** Returns the names, the most common first. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Reads a kind.
   *
   * @throws DescriptionException if there is none of this name
   */
  public static DeviceDescription read(String name) {
    if (!NAMES.contains(name)) {
      throw new DescriptionException(
          "there is no kind '%s' of device; there are: %s, or write one of"
                  .formatted(name, String.join(", ", NAMES))
              + " your own (docs/devices.md)");
    }
    var file = "/devices/" + name + ".yaml";
    try (var octets = DeviceKinds.class.getResourceAsStream(file)) {
      if (octets == null) {
        throw new IllegalStateException(file + " is missing in this build");
      }
      return DeviceDescription.read(new InputStreamReader(octets, StandardCharsets.UTF_8), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
