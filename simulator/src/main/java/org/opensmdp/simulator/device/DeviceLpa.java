package org.opensmdp.simulator.device;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.simulator.CardRefusal;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.InstalledProfile;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.MalformedAnswer;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.PowerLost;
import org.opensmdp.simulator.ProfileManagementResult;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.VirtualEuicc;
import org.opensmdp.simulator.device.LpaSection.Reports;

/** The LPA of a device with its manners: one try, what follows an installation, and the reports. */
final class DeviceLpa {
  /** Durations that the listener hears are of simulated time. */
  private static final InstantSource SIMULATED = () -> Instant.EPOCH.plusNanos(Pace.nanoTime());

  private final DeviceDescription description;
  private final LpaSection manner;
  private final Function<String, Es9Plus> servers;
  private final FrailServer.Luck luck;
  private final LpaListener listener;
  private LpaStep failedAt = LpaStep.INITIATE_AUTHENTICATION;

  DeviceLpa(
      DeviceDescription description,
      Function<String, ? extends Es9Plus> servers,
      LpaListener listener) {
    this.description = description;
    this.manner = description.manner();
    this.luck = new FrailServer.Luck(description.allQuirks());
    this.servers = luck.over(servers);
    this.listener = listener;
  }

  /** A device whose power or connection goes comes again at least once. */
  int retries() {
    boolean mishap =
        luck.breaks() || description.allQuirks().value(Quirk.POWER_LOSS).isPresent();
    return Math.max(manner.retries().orElse(0), mishap ? 1 : 0);
  }

  boolean comesAgain(DeviceOutcome outcome) {
    boolean userSaidNo =
        outcome instanceof DeviceOutcome.NotInstalled given && given.code().startsWith("cancel");
    return !(outcome instanceof DeviceOutcome.Installed) && !userSaidNo;
  }

  /** Takes one try. What an earlier one has left on the card is found first. */
  DeviceOutcome run(
      VirtualEuicc euicc, LpaOptions options, ActivationCode code, Optional<String> typed) {
    var lpa = lpa(euicc, options);
    var before = iccids(euicc);
    try {
      var asked = manner.emptyMatchingId() ? withoutMatchingId(code) : code;
      return told(lpa, lpa.download(asked, typed));
    } catch (PowerLost e) {
      report(lpa);
      return leftOnCard(euicc, before).map(iccid -> installed(lpa, iccid)).orElseGet(() -> lost(e));
    } catch (UncheckedIOException | MalformedAnswer | InvalidMessage | CardRefusal e) {
      return lost(e);
    }
  }

  private Lpa lpa(VirtualEuicc euicc, LpaOptions options) {
    return new Lpa(euicc, servers, options, this::stepped, SIMULATED);
  }

  private void stepped(LpaStep step, Duration took, Optional<RuntimeException> failure) {
    if (failure.isPresent()) {
      failedAt = step;
    }
    listener.stepped(step, took, failure);
  }

  private static ActivationCode withoutMatchingId(ActivationCode code) {
    return new ActivationCode(
        code.smdpAddress(), MatchingId.NONE, code.smdpOid(), code.confirmationCodeRequired());
  }

  private static Set<Iccid> iccids(VirtualEuicc euicc) {
    return euicc.profiles().stream().map(InstalledProfile::iccid).collect(Collectors.toSet());
  }

  private static Optional<Iccid> leftOnCard(VirtualEuicc euicc, Set<Iccid> before) {
    var now = new HashSet<>(iccids(euicc));
    now.removeAll(before);
    return now.stream().findFirst();
  }

  private DeviceOutcome lost(RuntimeException e) {
    return new DeviceOutcome.Lost(failedAt, String.valueOf(e.getMessage()));
  }

  private DeviceOutcome told(Lpa lpa, InstallOutcome outcome) {
    if (outcome instanceof InstallOutcome.Installed done) {
      if (manner.reports().orElse(Reports.AT_ONCE) != Reports.OUT_OF_ORDER) {
        report(lpa);
      }
      return installed(lpa, done.iccid());
    }
    report(lpa);
    if (outcome instanceof InstallOutcome.NotInstalled not) {
      int reason = not.failure().errorReason();
      return new DeviceOutcome.NotInstalled("PIR " + reason, PlainWords.ofReport(reason));
    }
    if (outcome instanceof InstallOutcome.Cancelled given) {
      int reason = given.reason().code();
      return new DeviceOutcome.NotInstalled("cancel " + reason, PlainWords.ofCancellation(reason));
    }
    var refused = (InstallOutcome.Refused) outcome;
    return new DeviceOutcome.Refused(
        refused.step(), refused.refusal().subject(), refused.refusal().reason());
  }

  private DeviceOutcome installed(Lpa lpa, Iccid iccid) {
    boolean enabled =
        manner.enables().orElse(true) && lpa.euicc().enable(iccid) == ProfileManagementResult.OK;
    report(lpa);
    return new DeviceOutcome.Installed(iccid, enabled);
  }

  /** Does what has been left for later. */
  void later(VirtualEuicc euicc, LpaOptions options, Optional<Iccid> installed) {
    var lpa = lpa(euicc, options);
    boolean reports = manner.reports().orElse(Reports.AT_ONCE) != Reports.NEVER;
    if (reports) {
      lpa.sendNotifications();
    }
    if (manner.deletes() && installed.isPresent()) {
      euicc.disable(installed.get());
      euicc.delete(installed.get());
      if (reports) {
        lpa.sendNotifications();
      }
    }
  }

  private void report(Lpa lpa) {
    switch (manner.reports().orElse(Reports.AT_ONCE)) {
      case AT_ONCE -> lpa.sendNotifications();
      case TWICE -> {
        lpa.euicc().notifications().forEach(this::send);
        lpa.sendNotifications();
      }
      case OUT_OF_ORDER -> {
        var newestFirst = new ArrayList<>(lpa.euicc().notifications());
        Collections.reverse(newestFirst);
        newestFirst.forEach(this::send);
        removeAll(lpa.euicc(), newestFirst);
      }
      case NEVER, LATE -> {}
    }
  }

  private static void removeAll(VirtualEuicc euicc, List<PendingNotification> sent) {
    sent.forEach(one -> euicc.removeNotification(one.notificationMetadata().seqNumber()));
  }

  /** As {@link Lpa#sendNotifications} sends one: what goes wrong is told to the listener. */
  private void send(PendingNotification notification) {
    var start = SIMULATED.instant();
    Optional<RuntimeException> failure = Optional.empty();
    try {
      servers
          .apply(notification.notificationMetadata().notificationAddress())
          .handleNotification(notification);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    }
    stepped(LpaStep.HANDLE_NOTIFICATION, Duration.between(start, SIMULATED.instant()), failure);
  }
}
