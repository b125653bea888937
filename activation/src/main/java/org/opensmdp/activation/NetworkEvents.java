package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** What operators' networks have said of their subscribers. Every method is one transaction. */
public interface NetworkEvents {

  /** Returns the profile of an operator that has this IMSI. */
  Optional<Iccid> find(Operator operator, Imsi imsi);

  /**
   * Keeps an event once, with what the timeline of its profile says of it.
   *
   * @param ours the profile, if we know the IMSI
   * @param told appended to the timeline if the event is new
   * @return false if the operator has sent it before, and nothing is changed
   */
  boolean put(
      Operator operator,
      NetworkEvent event,
      Optional<Iccid> ours,
      Optional<ActivationEvent> told,
      Instant receivedAt);

  /**
   * Opens an incident of a profile that the network and we call by different ICCIDs, unless one is open.
   *
   * @param actor who sent the event
   */
  void openCrossing(Iccid ours, NetworkEvent event, String actor, Instant now);

  /**
   * Returns profiles that were installed in a span and have never attached since, the oldest first.
   *
   * @param operatorId of one operator; absent: of all
   */
  List<Unattached> neverAttached(
      Optional<Long> operatorId, Instant installedFrom, Instant installedBefore, int most);

  /** Returns how many there are. */
  long countNeverAttached(
      Optional<Long> operatorId, Instant installedFrom, Instant installedBefore);

  /** Returns the session drops since then by version and region. */
  List<Drops> drops(Optional<Long> operatorId, Instant since);

  /** A profile that its card has reported, and no network. */
  record Unattached(Iccid iccid, Instant installedAt) {}

  /**
   * Session drops of the profiles that were installed with one version.
   *
   * @param type of the profiles; absent where no installation is known
   * @param version its number; absent of ready-made packages
   * @param mcc of their IMSIs; absent where it is not known
   * @param profiles that had one at least
   */
  record Drops(
      Optional<String> type,
      Optional<Integer> version,
      Optional<String> mcc,
      long drops,
      long profiles) {}
}
