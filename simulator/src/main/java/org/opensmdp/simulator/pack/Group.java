package org.opensmdp.simulator.pack;

/** Devices that have something in common. Whoever holds it locks. */
final class Group {
  private final String name;
  private final Timings installation = new Timings();
  private final Timings session = new Timings();
  private long devices;
  private long installed;

  Group(String name) {
    this.name = name;
  }

  void add(DeviceResult result) {
    devices++;
    if (result.installed()) {
      installed++;
      result.installation().ifPresent(installation::add);
    }
    result.session().ifPresent(session::add);
  }

  String name() {
    return name;
  }

  long devices() {
    return devices;
  }

  long installed() {
    return installed;
  }

  double rate() {
    return devices == 0 ? 0 : installed / (double) devices;
  }

  Timings installation() {
    return installation;
  }

  Timings session() {
    return session;
  }
}
