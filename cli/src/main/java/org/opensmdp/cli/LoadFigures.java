package org.opensmdp.cli;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import org.opensmdp.simulator.load.DownloadLoad.Phase;

/** The figures of a load, as processes tell each other and users read them. */
final class LoadFigures {
  private LoadFigures() {}

  static Map<String, Object> of(Phase phase) {
    var members = new LinkedHashMap<String, Object>();
    members.put("downloads", phase.downloads());
    members.put("failures", phase.failures());
    members.put("missed", phase.missed());
    members.put("seconds", phase.seconds());
    members.put("downloadsPerSecond", phase.perSecond());
    members.put("p50Ms", phase.latencies().percentile(50));
    members.put("p99Ms", phase.latencies().percentile(99));
    phase.firstFailure().ifPresent(text -> members.put("firstFailure", text));
    return members;
  }

  /** CPU time of this process so far. */
  static long cpuNanos() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
