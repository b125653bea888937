package org.opensmdp.activation;

import java.time.Duration;
import java.util.Optional;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Imsi;

/**
 * What an operator orders by name, and the limits SGP.22 leaves to the server.
 *
 * @param profileTypeId 0 before it is stored
 * @param texts what the phone shows
 * @param mncLength digits of the network code in its IMSIs, 2 or 3
 * @param maxDownloadAttempts authenticateClient calls an order survives
 * @param maxConfirmationAttempts wrong confirmation codes an order survives, less one
 * @param orderLifetime from confirmOrder on; without it an order does not expire
 * @param rebinding whether an order may be bound to a second one-time key
 * @param synthetic whether its activations are our own, which no objective counts; never changed later
 */
public record ProfileType(
    long profileTypeId,
    long operatorId,
    String name,
    MetadataTexts texts,
    int mncLength,
    Protection protection,
    int maxDownloadAttempts,
    int maxConfirmationAttempts,
    Optional<Duration> orderLifetime,
    Rebinding rebinding,
    boolean synthetic) {

  /** Makes a type for subscribers. */
  public ProfileType(
      long profileTypeId,
      long operatorId,
      String name,
      MetadataTexts texts,
      int mncLength,
      Protection protection,
      int maxDownloadAttempts,
      int maxConfirmationAttempts,
      Optional<Duration> orderLifetime,
      Rebinding rebinding) {
    this(
        profileTypeId,
        operatorId,
        name,
        texts,
        mncLength,
        protection,
        maxDownloadAttempts,
        maxConfirmationAttempts,
        orderLifetime,
        rebinding,
        false);
  }

  /** Makes a type whose orders may be bound again. */
  public ProfileType(
      long profileTypeId,
      long operatorId,
      String name,
      MetadataTexts texts,
      int mncLength,
      Protection protection,
      int maxDownloadAttempts,
      int maxConfirmationAttempts,
      Optional<Duration> orderLifetime) {
    this(
        profileTypeId,
        operatorId,
        name,
        texts,
        mncLength,
        protection,
        maxDownloadAttempts,
        maxConfirmationAttempts,
        orderLifetime,
        Rebinding.ALLOW);
  }

  /** Returns the type with another policy. */
  public ProfileType with(Rebinding policy) {
    return new ProfileType(
        profileTypeId,
        operatorId,
        name,
        texts,
        mncLength,
        protection,
        maxDownloadAttempts,
        maxConfirmationAttempts,
        orderLifetime,
        policy,
        synthetic);
  }

  /**
   * Refuses a profile that cannot have the owner that policy rules need (SGP.22 v2 §5.5.3).
   *
   * @throws IllegalArgumentException if the type has policy rules and there is no IMSI
   */
  public void requireOwner(Optional<Imsi> imsi) {
    if (!texts.policyRules().isEmpty() && imsi.isEmpty()) {
      throw new IllegalArgumentException(
          "profiles of type " + name + " have policy rules and need an IMSI");
    }
  }

  /** How packages of this type are protected (SGP.22 v2 §2.5.4). */
  public enum Protection {
    /** With the session keys of the download. */
    SESSION_KEYS,
    /** With random keys of the profile, told to the card by ReplaceSessionKeys. */
    PROFILE_KEYS
  }

  /**
   * What becomes of a card that asks again with another one-time key (SGP.22 v2 §5.6.2). The same key
   * gets the same package whatever the policy.
   */
  public enum Rebinding {
    /** It gets a package bound afresh. */
    ALLOW,
    /** It is refused: an order is bound once. */
    REFUSE
  }
}
