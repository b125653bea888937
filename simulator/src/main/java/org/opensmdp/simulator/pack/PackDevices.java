package org.opensmdp.simulator.pack;

import java.util.Map;
import java.util.TreeMap;
import org.opensmdp.simulator.device.DescriptionException;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.device.DeviceKinds;

/** The kinds of devices that a pack names, read once. */
final class PackDevices {
  private final Map<String, DeviceDescription> byName = new TreeMap<>();

  /** @throws PackException if the pack names a kind that does not come with the program */
  PackDevices(RegionPack pack) {
    pack.devices().forEach(kind -> byName.computeIfAbsent(kind.kind(), PackDevices::read));
  }

  private static DeviceDescription read(String name) {
    try {
      return DeviceKinds.read(name);
    } catch (DescriptionException e) {
      throw new PackException("devices: " + e.getMessage(), e);
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
