package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** Where profiles and their orders live, as operators see them. Every method is one transaction. */
public interface Profiles {

  /**
   * Returns the profiles as one operator may see them: whatever is asked of them, and by mistake too,
   * other operators' profiles and types are not there, and nothing of them is changed.
   */
  Profiles ofTenant(long operatorId);

  /**
   * Returns the same profiles; what is ordered through them goes by this name until it is in stock again.
   * Without one the store makes it up.
   *
   * @param correlationId 1 to 64 printable ASCII signs
   */
  default Profiles under(Optional<String> correlationId) {
    return this;
  }

  Optional<StoredProfile> find(Iccid iccid);

  /** Whether there is a profile with this ICCID, whoever's it is. */
  boolean isKnown(Iccid iccid);

  /** Whether there is a profile type of this name, whoever's it is. */
  boolean isKnownType(String name);

  /**
   * Returns the profile that {@link #reserve} took for the operator's call with this digest, whatever
   * has become of it since; not one that went back to Available or Unavailable.
   */
  Optional<StoredProfile> findByCall(long operatorId, Bytes callDigest);

  Optional<ProfileType> findType(String name);

  /** Returns what the package of a profile would be made of now: with the stable version of its type. */
  Optional<ProfileMaterial> findMaterial(Iccid iccid);

  /**
   * Takes one Available profile of the type: Allocated, or Linked where a card is named. Two callers
   * never get the same one and do not wait for each other. The event gets the ICCID and the states.
   *
   * <p>A call that has a profile already gets that one again, also if both came at one time; nothing
   * is changed then.
   *
   * @param callDigest what {@link #findByCall} finds the profile by; at the end of its calls
   * @return empty if the stock is used up
   */
  Optional<Iccid> reserve(
      ProfileType type, Optional<Eid> eid, Bytes callDigest, ActivationEvent event);

  /**
   * Moves a profile one step and appends the event, if nobody has moved it since it was read. A move
   * to Available or Unavailable wipes the order, its binding and its sessions. The profile remembers the
   * call, and forgets those before when its order is wiped.
   */
  default Moved move(Profile from, Profile to, Bytes callDigest, ActivationEvent event) {
    return move(from, to, callDigest, event, Optional.empty(), Optional.empty());
  }

  /**
   * Moves a profile as above and keeps the package prepared for its order, and the verdict on it. A
   * move to any state in which nothing can be downloaded erases what was kept.
   */
  Moved move(
      Profile from,
      Profile to,
      Bytes callDigest,
      ActivationEvent event,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict);

  /** How a move ended. */
  enum Moved {
    DONE,
    /** Somebody else was faster; read again. */
    CHANGED_MEANWHILE,
    /** The matchingId of the order belongs to another one. */
    MATCHING_ID_TAKEN
  }
}
