package org.opensmdp.simulator.pack;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.X509TrustManager;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.MalformedAnswer;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.ProfileManagementResult;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.device.DeviceOutcome;
import org.opensmdp.simulator.device.LpaSection;
import org.opensmdp.simulator.device.VirtualDevice;
import org.opensmdp.simulator.link.ShapedTransport;

/** One visit from the order to what the user does afterwards. The device lives no longer. */
final class DeviceVisit {
  private static final String CODE = "2468";
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofSeconds(20);
  private static final InstantSource CLOCK = InstantSource.system();

  private final Visit visit;
  private final DeviceDescription description;
  private final PopulationSite site;
  private final Pace pace;
  private final VisitStory story = new VisitStory();
  private Optional<Iccid> ordered = Optional.empty();
  private String smdpAddress = "";

  DeviceVisit(Visit visit, DeviceDescription description, PopulationSite site, Pace pace) {
    this.visit = visit;
    this.description = description;
    this.site = site;
    this.pace = pace;
  }

  /**
   * Comes, and says how it ended; nothing is thrown.
   *
   * @param late how long after its time it begins
   */
  DeviceResult run(
      long cardNumber, X509TrustManager trust, ShapedTransport.Calls calls, Duration late) {
    try (var link = new ShapedTransport(visit.link(), trust, pace, visit.seed(), calls)) {
      var clients = description.servers(link);
      Function<String, Es9Plus> servers = address -> clients.apply(reachable(address));
      var device = description.device(site.hierarchies(), cardNumber, servers, pace, story);
      var code = order(device);
      var outcome = tried(device, code);
      boolean deleted =
          outcome instanceof DeviceOutcome.Installed done && afterwards(device, done, servers);
      return told(outcome, deleted, late);
    } catch (Es2PlusRefusal e) {
      return failed("the operator's order is refused: " + e.getMessage(), "ES2+", late);
    } catch (UncheckedIOException | MalformedAnswer e) {
      return failed("the operator gets no answer", "ES2+", late);
    } catch (RuntimeException e) { // one device must not end the others
      return failed("the simulator failed: " + e, "", late);
    }
  }

  /** Tries again while the network fails, as users do who are told to. */
  private DeviceOutcome tried(VirtualDevice device, ActivationCode code) {
    Optional<String> typed = visit.withCode() ? Optional.of(CODE) : Optional.empty();
    var outcome = device.run(code, typed);
    for (int left = visit.tries() - 1; left > 0 && outcome instanceof DeviceOutcome.Lost; left--) {
      pace.pass(BEFORE_ANOTHER_TRY);
      outcome = device.run(code, typed);
    }
    return outcome;
  }

  /** Addresses of notifications name no port: for the host of the code, the port of the code holds. */
  private String reachable(String address) {
    return smdpAddress.startsWith(address + ":") ? smdpAddress : address;
  }

  /** What a shop does: orders, confirms, releases, and gives the code. */
  private ActivationCode order(VirtualDevice device) {
    var operator = site.operators().apply(visit.operator());
    boolean byEid =
        description.lpa().map(LpaSection::emptyMatchingId).orElse(false); // found by nothing else
    var order = DownloadOrder.ofType(visit.type().name());
    var iccid = operator.downloadOrder(byEid ? order.forEid(device.eid()) : order);
    ordered = Optional.of(iccid);
    var confirmation = OrderConfirmation.release(iccid);
    confirmation = byEid ? confirmation.forEid(device.eid()) : confirmation;
    var confirmed = operator.confirmOrder(
        visit.withCode() ? confirmation.confirmationCode(CODE) : confirmation);
    story.reached(FunnelStep.ORDERED);
    smdpAddress = confirmed
        .smdpAddress()
        .orElseThrow(() -> new IllegalStateException("the order has no smdpAddress"));
    return new ActivationCode(
        smdpAddress, confirmed.matchingId(), Optional.empty(), visit.withCode());
  }

  /** Does what is left for later; returns whether the profile is gone then. */
  private boolean afterwards(
      VirtualDevice device, DeviceOutcome.Installed done, Function<String, Es9Plus> servers) {
    device.later();
    if (visit.deletes() && holds(device, done.iccid())) {
      var euicc = device.euicc();
      if (done.enabled()) {
        euicc.disable(done.iccid());
      }
      if (euicc.delete(done.iccid()) == ProfileManagementResult.OK && reports()) {
        new Lpa(euicc, servers, LpaOptions.defaults(), story, CLOCK).sendNotifications();
      }
    }
    return !holds(device, done.iccid());
  }

  private boolean reports() {
    return description.lpa().flatMap(LpaSection::reports).orElse(LpaSection.Reports.AT_ONCE)
        != LpaSection.Reports.NEVER;
  }

  private static boolean holds(VirtualDevice device, Iccid iccid) {
    return device.euicc().profiles().stream()
        .anyMatch(profile -> profile.iccid().equals(iccid));
  }

  private DeviceResult told(DeviceOutcome outcome, boolean deleted, Duration late) {
    if (outcome instanceof DeviceOutcome.Installed done) {
      story.reached(FunnelStep.INSTALLED);
      if (done.enabled()) {
        story.reached(FunnelStep.ENABLED);
      }
      return result(Optional.of(done.iccid()), "installed", "", false, deleted, late);
    }
    return result(Optional.empty(), outcome.cause(), where(outcome), byUser(outcome), false, late);
  }

  private static boolean byUser(DeviceOutcome outcome) {
    return outcome instanceof DeviceOutcome.NotInstalled not && not.code().matches("cancel [012]");
  }

  private static String where(DeviceOutcome outcome) {
    if (outcome instanceof DeviceOutcome.Refused refused) {
      return words(refused.step()) + ", " + refused.pair();
    }
    if (outcome instanceof DeviceOutcome.Lost lost) {
      return words(lost.step());
    }
    return outcome instanceof DeviceOutcome.NotInstalled not ? not.code() : "";
  }

  private static String words(Enum<?> step) {
    return step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private DeviceResult failed(String cause, String at, Duration late) {
    return result(Optional.empty(), cause, at, false, false, late);
  }

  private DeviceResult result(
      Optional<Iccid> found,
      String cause,
      String at,
      boolean byUser,
      boolean deleted,
      Duration late) {
    return new DeviceResult(
        visit,
        description.firmware().toString(),
        ordered,
        found,
        story.steps(),
        cause,
        at,
        byUser,
        deleted,
        story.installation(),
        found.isPresent() ? story.session() : Optional.empty(),
        late);
  }
}
