package org.opensmdp.cli.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * What the database says of an order: its profile's row, its sessions in the order they began, and the
 * package bound to it. The methods return what a step is to make of it.
 *
 * @param bound otPK.EUICC of the binding, if there is one
 */
record OrderRows(Profile profile, List<Session> sessions, Optional<Bytes> bound) {

  /** The columns of a profile that a device can change. */
  record Profile(
      String state,
      Optional<String> eid,
      int downloadAttempts,
      int confirmationAttempts,
      Optional<String> failure,
      Optional<String> deviceState,
      boolean installed) {}

  /** A session; {@code failed} is that we have refused something in it. */
  record Session(String state, boolean failed) {}

  OrderRows state(String value) {
    return with(new Profile(
        value,
        profile.eid,
        profile.downloadAttempts,
        profile.confirmationAttempts,
        profile.failure,
        profile.deviceState,
        profile.installed));
  }

  OrderRows deviceState(String value) {
    return with(new Profile(
        profile.state,
        profile.eid,
        profile.downloadAttempts,
        profile.confirmationAttempts,
        profile.failure,
        Optional.of(value),
        profile.installed));
  }

  /** The card of this EID has come: the order is its own, and one attempt is gone. */
  OrderRows tried(String eid) {
    return with(new Profile(
        profile.state,
        Optional.of(eid),
        profile.downloadAttempts + 1,
        profile.confirmationAttempts,
        profile.failure,
        profile.deviceState,
        profile.installed));
  }

  OrderRows wrongCode() {
    return with(new Profile(
        profile.state,
        profile.eid,
        profile.downloadAttempts,
        profile.confirmationAttempts + 1,
        profile.failure,
        profile.deviceState,
        profile.installed));
  }

  /** The order has ended with this status; nothing of its package is left. */
  OrderRows ended(String failure) {
    var ended = new Profile(
        "ERROR",
        profile.eid,
        profile.downloadAttempts,
        profile.confirmationAttempts,
        Optional.of(failure),
        profile.deviceState,
        profile.installed);
    return new OrderRows(ended, sessions, Optional.empty());
  }

  /** The card has reported success; nothing of the package is left. */
  OrderRows installed() {
    var installed = new Profile(
        "INSTALLED",
        profile.eid,
        profile.downloadAttempts,
        profile.confirmationAttempts,
        Optional.empty(),
        profile.deviceState,
        true);
    return new OrderRows(installed, sessions, Optional.empty()).lastSession("CLOSED");
  }

  OrderRows bound(Bytes euiccOtpk) {
    return new OrderRows(profile, sessions, Optional.of(euiccOtpk))
        .state("DOWNLOADED")
        .lastSession("BOUND");
  }

  /** A session more; those before are over. */
  OrderRows begun() {
    var all = new ArrayList<Session>();
    sessions.forEach(session -> all.add(new Session("CLOSED", session.failed)));
    all.add(new Session("AUTHENTICATED", false));
    return new OrderRows(profile, List.copyOf(all), bound);
  }

  OrderRows lastSession(String state) {
    return last(new Session(state, sessions.get(sessions.size() - 1).failed));
  }

  /** The last session was told Failed. */
  OrderRows failedInSession() {
    return last(new Session(sessions.get(sessions.size() - 1).state, true));
  }

  private OrderRows last(Session session) {
    var all = new ArrayList<>(sessions);
    all.set(all.size() - 1, session);
    return new OrderRows(profile, List.copyOf(all), bound);
  }

  private OrderRows with(Profile value) {
    return new OrderRows(value, sessions, bound);
  }
}
