package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.rollout.Excepted;
import org.opensmdp.activation.rollout.Rollout;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Imsi;

/**
 * The order that a device's request found, with what authenticateClient needs to answer it.
 *
 * @param profile in whatever state it is
 * @param imsi empty where the package names none
 * @param versionId the version pinned before, unless it is withdrawn, or else the stable one of the type; 0
 *     for a ready-made package
 * @param pin whether it is the pinned one
 * @param rollout of the type, if devices get versions from it
 * @param exceptions of the type, that hold
 * @param tag of the order, which a rollout's segments may ask for
 * @param readyMade what a ready-made package asks for; empty of a version, and of a package that came
 *     into stock before this was noted
 * @param boundBefore the binding of an earlier download to the order's card
 * @param heldElsewhere whether a card that is not the order's has a session of it: two cards, one ICCID
 */
public record DownloadOffer(
    Profile profile,
    Optional<Imsi> imsi,
    ProfileType type,
    long versionId,
    VersionChoice.Pin pin,
    Optional<Rollout> rollout,
    List<Excepted> exceptions,
    Optional<String> tag,
    Optional<ProfileRequirements> readyMade,
    Optional<BoundBefore> boundBefore,
    boolean heldElsewhere) {

  /**
   * What an earlier download has been bound to.
   *
   * @param euiccOtpk uncompressed point, 65 octets
   * @param profileMetadata the TLV BF25 inside the bound package
   */
  public record BoundBefore(Curve curve, Bytes euiccOtpk, Bytes profileMetadata) {}
}
