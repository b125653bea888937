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
    Optional<Duration> orderLifetime) {

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
}
