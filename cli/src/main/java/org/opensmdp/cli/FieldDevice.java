package org.opensmdp.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.EuiccResponse.PeStatus;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.device.DeviceOutcome;
import org.opensmdp.simulator.device.VirtualDevice;

/** A device of the field with its user: orders once, and comes with the same code until it has a profile. */
final class FieldDevice {
  private final DeviceDescription kind;
  private final Eid eid;
  private final List<Try> tries = new ArrayList<>();
  private Optional<VirtualDevice> device;
  private Optional<ActivationCode> code = Optional.empty();
  private Optional<Iccid> iccid = Optional.empty();
  private WatchedServer.Seen seen = new WatchedServer.Seen();
  private Function<String, Es9Plus> way = address -> {
    throw new IllegalStateException("no way to a server");
  };

  /**
   * One time it came.
   *
   * @param node index of the server
   * @param version that is on the card now
   * @param refused the element that the card could not process
   */
  record Try(
      int node,
      DeviceOutcome outcome,
      OptionalInt version,
      Optional<PeStatus> refused,
      WatchedServer.Seen seen) {
    boolean installed() {
      return version.isPresent();
    }

    /** Whether the card has refused a package that it was given. */
    boolean hurt() {
      return outcome instanceof DeviceOutcome.NotInstalled;
    }
  }

  FieldDevice(FieldPlan.Visitor visitor, List<TestHierarchy> hierarchies) {
    this.kind = visitor.kind();
    var made = kind.device(
        hierarchies,
        visitor.cardNumber(),
        address -> new WatchedServer(way.apply(address), seen),
        Pace.REAL,
        LpaListener.NONE);
    this.eid = made.eid();
    this.device = Optional.of(made);
  }

  /** Comes to a node. One thread at a time. */
  Try come(FieldSite site, int node) {
    var come = device.orElseThrow(() -> new IllegalStateException(eid + " has its profile"));
    seen = new WatchedServer.Seen();
    way = site.way(kind, node);
    var outcome = come.run(ordered(site.operator()), Optional.empty());
    var version = outcome instanceof DeviceOutcome.Installed done
        ? OptionalInt.of(versionOf(come, done.iccid()))
        : OptionalInt.empty();
    var taken = new Try(node, outcome, version, seen.refused(), seen);
    tries.add(taken);
    if (version.isPresent()) {
      device = Optional.empty(); // what it holds is known: its card needs no room any more
    }
    return taken;
  }

  private ActivationCode ordered(OperatorClient operator) {
    if (code.isEmpty()) {
      var found = operator.downloadOrder(DownloadOrder.ofType(FieldPlan.TYPE.name()));
      var confirmed = operator.confirmOrder(OrderConfirmation.release(found));
      iccid = Optional.of(found);
      code = Optional.of(new ActivationCode(
          confirmed.smdpAddress().orElseThrow(), confirmed.matchingId(), Optional.empty(), false));
    }
    return code.get();
  }

  private static int versionOf(VirtualDevice device, Iccid iccid) {
    return device.euicc().profiles().stream()
        .filter(profile -> profile.iccid().equals(iccid))
        .findFirst()
        .map(profile -> FieldTemplates.versionOf(profile.unprotectedProfilePackage()))
        .orElseThrow();
  }

  Eid eid() {
    return eid;
  }

  String firmware() {
    return kind.firmware().toString();
  }

  /** Returns what it has ordered; empty before its first try. */
  Optional<Iccid> iccid() {
    return iccid;
  }

  List<Try> tries() {
    return List.copyOf(tries);
  }

  boolean hasProfile() {
    return device.isEmpty();
  }

  /** Whether its card has ever refused a package. */
  boolean wasHurt() {
    return tries.stream().anyMatch(Try::hurt);
  }

  @Override
  public String toString() {
    return "FieldDevice[%s, %s]".formatted(kind.name(), eid);
  }
}
