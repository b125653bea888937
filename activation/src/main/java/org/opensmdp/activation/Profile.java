package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;

/**
 * One profile of the stock and what has become of it (SGP.22 v2 §3.1.6).
 *
 * <pre>
 * Available --downloadOrder--> Allocated | Linked --confirmOrder--> Confirmed | Released
 * Confirmed --releaseProfile--> Released --getBoundProfilePackage--> Downloaded --report--> Installed
 * Released, Downloaded --refusal for good--> Failed --report--> Installed
 * Reserved, Confirmed, Released, Downloaded, Failed --cancelOrder--> Available | Unavailable
 * Downloaded, Failed, Installed and deleted --armed again by people--> Released
 * </pre>
 *
 * <p>Each state has only the moves it allows: an illegal one does not compile.
 */
public sealed interface Profile {
  Iccid iccid();

  ProfileState state();

  /** Returns the card the profile is reserved for, if one is known. */
  default Optional<Eid> eid() {
    return Optional.empty();
  }

  /** A state that an operator may still cancel. */
  sealed interface Cancellable extends Profile {
    default Available returnedToStock() {
      return new Available(iccid());
    }

    default Unavailable withdrawn() {
      return new Unavailable(iccid());
    }
  }

  /** Reserved for an order that is not confirmed yet. */
  sealed interface Reserved extends Cancellable {
    default Confirmed confirmed(Order order) {
      return new Confirmed(iccid(), order);
    }

    default Released released(Order order) {
      return new Released(iccid(), order);
    }
  }

  /** A state with a confirmed order. */
  sealed interface Ordered extends Profile {
    Order order();

    @Override
    default Optional<Eid> eid() {
      return order().eid();
    }
  }

  /** Ready for its device, for the first time or again. */
  sealed interface Downloadable extends Ordered, Cancellable {
    /** A card has proved itself and is told the metadata: one attempt more. */
    Downloadable authenticated(Eid eid);

    /** A wrong confirmation code was given. */
    Downloadable wrongCode();

    default Downloaded downloaded() {
      return new Downloaded(iccid(), order());
    }

    default Failed failed(StatusCode cause) {
      return new Failed(iccid(), order(), cause);
    }
  }

  /** Delivered or ended, and still to be tried again where people decide so. */
  sealed interface Rearmable extends Ordered {
    /** The order as if no card had come yet, its token the same. */
    default Released rearmed(Order order) {
      return new Released(iccid(), order);
    }
  }

  /** In stock, unreserved. */
  record Available(Iccid iccid) implements Profile {
    public Allocated allocated() {
      return new Allocated(iccid);
    }

    public Linked linked(Eid eid) {
      return new Linked(iccid, Optional.of(eid));
    }

    @Override
    public ProfileState state() {
      return ProfileState.AVAILABLE;
    }
  }

  /** Reserved, for a card not known yet. */
  record Allocated(Iccid iccid) implements Reserved {
    @Override
    public ProfileState state() {
      return ProfileState.ALLOCATED;
    }
  }

  /** Reserved for one card. */
  record Linked(Iccid iccid, Optional<Eid> eid) implements Reserved {
    @Override
    public ProfileState state() {
      return ProfileState.LINKED;
    }
  }

  /** The order is complete, the network is not ready. */
  record Confirmed(Iccid iccid, Order order) implements Ordered, Cancellable {
    public Released released() {
      return new Released(iccid, order);
    }

    @Override
    public ProfileState state() {
      return ProfileState.CONFIRMED;
    }
  }

  /** Downloadable. */
  record Released(Iccid iccid, Order order) implements Downloadable {
    @Override
    public Released authenticated(Eid eid) {
      return new Released(iccid, order.triedBy(eid));
    }

    @Override
    public Released wrongCode() {
      return new Released(iccid, order.wrongCode());
    }

    @Override
    public ProfileState state() {
      return ProfileState.RELEASED;
    }
  }

  /** Delivered to its card; no report of success yet. */
  record Downloaded(Iccid iccid, Order order) implements Downloadable, Rearmable {
    @Override
    public Downloaded authenticated(Eid eid) {
      return new Downloaded(iccid, order.triedBy(eid));
    }

    @Override
    public Downloaded wrongCode() {
      return new Downloaded(iccid, order.wrongCode());
    }

    public Installed installed() {
      return new Installed(iccid, order);
    }

    @Override
    public ProfileState state() {
      return ProfileState.DOWNLOADED;
    }
  }

  /** On its card, by the card's signed report. */
  record Installed(Iccid iccid, Order order) implements Rearmable {
    @Override
    public ProfileState state() {
      return ProfileState.INSTALLED;
    }
  }

  /**
   * The order has ended badly: the standard's state Error.
   *
   * @param cause the status that ended it, answered again to whoever asks
   */
  record Failed(Iccid iccid, Order order, StatusCode cause) implements Rearmable, Cancellable {
    /** The order has ended, and still the card says that the profile is on it. */
    public Installed installed() {
      return new Installed(iccid, order);
    }

    @Override
    public ProfileState state() {
      return ProfileState.ERROR;
    }
  }

  /** Not to be used again. */
  record Unavailable(Iccid iccid) implements Profile {
    @Override
    public ProfileState state() {
      return ProfileState.UNAVAILABLE;
    }
  }
}
