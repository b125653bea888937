package org.opensmdp.simulator.conformance;

import java.util.List;
import java.util.stream.Stream;

/** A case on one wire: what is run, and has one verdict. */
public record PlannedRun(Case subject, Wire wire) {

  /** Returns every run of these cases on this server, in their order. */
  public static List<PlannedRun> of(List<Case> cases, Target target) {
    return cases.stream()
        .flatMap(one -> wires(one, target).map(wire -> new PlannedRun(one, wire)))
        .toList();
  }

  /** A case that is run once takes the first wire that the server has. */
  private static Stream<Wire> wires(Case one, Target target) {
    if (one.onWires()) {
      return one.wires().stream();
    }
    return Stream.of(
        Wire.all().stream().filter(target::has).findFirst().orElse(one.wires().get(0)));
  }

  @Override
  public String toString() {
    return subject.onWires() ? subject.id() + " on " + wire : subject.id();
  }
}
