package org.opensmdp.simulator.pack;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.simulator.device.DeviceDescription;

/** The kinds of devices that packs name, from the descriptions that come with the program. */
final class DeviceKinds {
  private final Map<String, DeviceDescription> byName = new TreeMap<>();

  /** @throws PackException if the pack names a kind that is not described */
  DeviceKinds(RegionPack pack) {
    pack.devices().forEach(kind -> byName.computeIfAbsent(kind.kind(), DeviceKinds::read));
  }

  private static DeviceDescription read(String name) {
    var resource = "/devices/" + name + ".yaml";
    try (var in = DeviceKinds.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new PackException(
            "devices: no kind is called '%s'; docs/devices.md lists them".formatted(name));
      }
      return DeviceDescription.read(
          new InputStreamReader(in, StandardCharsets.UTF_8), name + ".yaml");
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  DeviceDescription of(Visit visit) {
    var description = byName.get(visit.kind());
    if (description == null) {
      throw new IllegalArgumentException(visit.kind() + " is no kind of this pack");
    }
    return description;
  }
}
