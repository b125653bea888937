package org.opensmdp.activation;

import java.time.InstantSource;
import org.opensmdp.activation.Profile.Confirmed;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.rsp.Iccid;

/** ES2+.ReleaseProfile (SGP.22 v2 §5.3.4): the network is ready, the profile may be downloaded. */
public final class ReleaseProfile {
  private static final String FUNCTION = "ES2+.ReleaseProfile";

  private final Releases releases;
  private final OwnProfile own;

  public ReleaseProfile(
      Profiles profiles, Releases releases, Timeline timeline, InstantSource clock) {
    this.releases = releases;
    this.own = new OwnProfile(profiles, timeline, clock);
  }

  public void run(Caller caller, Iccid iccid) {
    var digest = CallDigest.of(caller, FUNCTION, iccid);
    own.apply(caller, iccid, FUNCTION, (stored, event) -> release(caller, stored, digest, event));
  }

  private ProfileState release(
      Caller caller, StoredProfile stored, CallDigest digest, ActivationEvent event) {
    if (stored.isRepeatedBy(digest)) {
      return stored.profile().state();
    }
    if (!(stored.profile() instanceof Confirmed confirmed)) {
      throw OwnProfile.wrongState(stored.profile(), "confirmed");
    }
    var released = confirmed.released();
    var told = event.moving(confirmed, released);
    if (releases.move(caller.operator().operatorId(), stored, released, digest.octets(), told)
        != Moved.DONE) {
      throw OwnProfile.changing();
    }
    return released.state();
  }
}
