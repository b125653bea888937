package org.opensmdp.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.console.QrCode;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/** The story of a demo: an order, a download, a report. */
final class DemoRun {
  private static final long REPORT_MILLIS = 10_000;
  private static final long LOOK_MILLIS = 20;

  private final DemoHouse house;
  private final Progress progress;
  private final PrintStream out;

  DemoRun(DemoHouse house, Progress progress, PrintStream out) {
    this.house = house;
    this.progress = progress;
    this.out = out;
  }

  /**
   * How it ended.
   *
   * @param state of the profile, by the server's database
   * @param identical whether the card holds the octets of the file that was given
   */
  record Result(
      InstallOutcome outcome,
      String state,
      Iccid iccid,
      Eid eid,
      ActivationCode activationCode,
      Optional<Boolean> identical) {}

  Result run(Curve curve, boolean ppk, Optional<Path> file) throws InterruptedException {
    var given = file.map(DemoRun::read);
    var visitors = house.visitors();
    var code = order(visitors, ppk, given);
    show(code.activationCode());
    var euicc = visitors.cards(Optional.of(curve)).euicc(visitors.cardNumber());
    var outcome = download(visitors, euicc, code.activationCode());
    var events = events(code.iccid());
    tell(outcome, code.iccid(), euicc, events);
    return new Result(
        outcome,
        TimelineText.text(state(code.iccid())),
        code.iccid(),
        euicc.eid(),
        code.activationCode(),
        given.map(upp -> holds(euicc, upp)));
  }

  private record Ordered(Iccid iccid, ActivationCode activationCode) {}

  private Ordered order(Visitors visitors, boolean ppk, Optional<Bytes> given) {
    progress.heading("The operator, over ES2+ with mutual TLS");
    var operator =
        visitors.operator(Visitors.local(house.server().es2plusAddress().orElseThrow()));
    var order = given
        .map(this::readyMade)
        .orElseGet(() -> DownloadOrder.ofType(ppk ? TryOutStock.TYPE_PPK : TryOutStock.TYPE));
    var iccid = progress.step("ES2+.DownloadOrder", () -> operator.downloadOrder(order));
    var confirmed = progress.step(
        "ES2+.ConfirmOrder, released",
        () -> operator.confirmOrder(OrderConfirmation.release(iccid)));
    return new Ordered(
        iccid,
        new ActivationCode(
            confirmed.smdpAddress().orElseThrow(),
            confirmed.matchingId(),
            Optional.empty(),
            false));
  }

  /** Puts the given package into stock and orders it by its ICCID. */
  private DownloadOrder readyMade(Bytes upp) {
    var iccid = progress.step(
        "package of " + upp.size() + " octets checked and put into stock",
        () -> house.stock().addReadyMade(upp, "ready-made"));
    progress.line("ICCID " + iccid);
    return DownloadOrder.of(iccid);
  }

  private void show(ActivationCode code) {
    progress.heading("The activation code");
    progress.line(code.toUri());
    out.println();
    QrCode.of(code).terminal().lines().forEach(progress::line);
  }

  private InstallOutcome download(Visitors visitors, VirtualEuicc euicc, ActivationCode code) {
    progress.heading("The device, over ES9+ with TLS, EID " + euicc.eid());
    return visitors.lpa(euicc, new DeviceSteps(progress)).download(code, Optional.empty());
  }

  /** Returns the timeline, once the report has been judged: the device was answered before that. */
  private List<ActivationEvent> events(Iccid iccid) throws InterruptedException {
    long end = System.currentTimeMillis() + REPORT_MILLIS;
    while (state(iccid) == ProfileState.DOWNLOADED && System.currentTimeMillis() < end) {
      Thread.sleep(LOOK_MILLIS);
    }
    return house.server().stores().timeline().of(iccid);
  }

  private ProfileState state(Iccid iccid) {
    return house
        .server()
        .stores()
        .profiles()
        .find(iccid)
        .orElseThrow()
        .profile()
        .state();
  }

  private void tell(
      InstallOutcome outcome, Iccid iccid, VirtualEuicc euicc, List<ActivationEvent> events) {
    progress.heading(TimelineText.text(state(iccid)));
    progress.line("ICCID    " + iccid);
    progress.line("EID      " + euicc.eid());
    if (outcome instanceof InstallOutcome.Installed installed) {
      progress.line("ISD-P    " + installed.isdpAid());
    } else {
      progress.line("outcome  " + outcome);
    }
    progress.heading("The timeline of the order, from the database");
    TimelineText.of(events).forEach(progress::line);
  }

  private boolean holds(VirtualEuicc euicc, Bytes upp) {
    boolean same = euicc.profiles().stream()
        .anyMatch(profile -> profile.unprotectedProfilePackage().equals(upp));
    out.println();
    progress.line(
        same
            ? "The card holds the " + upp.size() + " octets of the file, every one the same."
            : "The card does NOT hold the octets of the file.");
    return same;
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}
