package org.opensmdp.simulator.device;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * A device of a kind: a card in a phone, and what its user does with it. Small until its card is asked
 * for; then it has keys. One thread at a time.
 */
public final class VirtualDevice {
  private final DeviceDescription description;
  private final List<TestHierarchy> hierarchies;
  private final long number;
  private final Pace pace;
  private final DeviceLpa lpa;
  private Optional<VirtualEuicc> card = Optional.empty();
  private Optional<Iccid> installed = Optional.empty();

  VirtualDevice(
      DeviceDescription description,
      List<TestHierarchy> hierarchies,
      long number,
      Function<String, ? extends Es9Plus> servers,
      Pace pace,
      LpaListener listener) {
    this.description = description;
    this.hierarchies = hierarchies;
    this.number = number;
    this.pace = pace;
    this.lpa = new DeviceLpa(description, servers, listener);
  }

  public DeviceDescription description() {
    return description;
  }

  public Eid eid() {
    return DeviceCards.eid(description, number);
  }

  /** Returns its card, made now if nobody has asked before. */
  public VirtualEuicc euicc() {
    var euicc = card.orElseGet(() -> DeviceCards.make(description, hierarchies, number, pace));
    card = Optional.of(euicc);
    return euicc;
  }

  /**
   * Comes for a profile: downloads, installs, switches it on and reports as its manner says, and comes
   * again after a failure as often as its manner says.
   *
   * @param confirmationCode what the user types if the server wants a code
   */
  public DeviceOutcome run(ActivationCode code, Optional<String> confirmationCode) {
    var options = DeviceCards.options(description, number);
    var outcome = lpa.run(euicc(), options, code, confirmationCode);
    for (int left = lpa.retries(); left > 0 && lpa.comesAgain(outcome); left--) {
      outcome = lpa.run(euicc(), options, code, confirmationCode);
    }
    if (outcome instanceof DeviceOutcome.Installed done) {
      installed = Optional.of(done.iccid());
    }
    return outcome;
  }

  /** Does what its manner leaves for later: reports late, deletes the profile. */
  public void later() {
    lpa.later(euicc(), DeviceCards.options(description, number), installed);
  }

  @Override
  public String toString() {
    return "VirtualDevice[%s, %s]".formatted(description.name(), eid());
  }
}
