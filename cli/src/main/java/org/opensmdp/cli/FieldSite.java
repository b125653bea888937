package org.opensmdp.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.device.DeviceDescription;

/**
 * How devices and the operator reach the servers. The devices share connections, as those behind one network do;
 * the load balancer between them and the nodes is here: every address leads to the node that is wanted.
 */
final class FieldSite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<TestHierarchy> hierarchies;
  private final OperatorClient operator;
  private final List<String> nodes;
  private final HttpTransport transport;
  private final Map<String, Function<String, Es9Plus>> ways = new ConcurrentHashMap<>();

  /** @param nodes host and port of ES9+ of each */
  FieldSite(List<TestHierarchy> hierarchies, OperatorClient operator, List<String> nodes) {
    this.hierarchies = List.copyOf(hierarchies);
    this.operator = operator;
    this.nodes = List.copyOf(nodes);
    var trusted = hierarchies.stream().map(TestHierarchy::tlsCi).toList();
    this.transport = HttpTransport.over(Es9PlusClient.http1(trusted), PATIENCE);
  }

  List<TestHierarchy> hierarchies() {
    return hierarchies;
  }

  OperatorClient operator() {
    return operator;
  }

  int nodes() {
    return nodes.size();
  }

  /** Returns the way of a device of this kind to a node. */
  Function<String, Es9Plus> way(DeviceDescription kind, int node) {
    var clients = ways.computeIfAbsent(kind.name(), name -> kind.servers(transport));
    return address -> clients.apply(nodes.get(node));
  }
}
