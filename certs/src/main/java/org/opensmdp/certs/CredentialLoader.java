package org.opensmdp.certs;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads credential sets from files and refuses what devices would refuse later: a key of another
 * certificate, a wrong role, a broken chain, two OIDs (SGP.22 v2 §4.5.2).
 */
public final class CredentialLoader {
  private final InstantSource clock;

  public CredentialLoader(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Loads a set.
   *
   * @throws CredentialException for the first thing that makes it unusable: which file, what is wrong,
   *     what to do
   */
  public CredentialSet load(String name, CredentialFiles files) {
    var inspection = new CredentialInspection(name, clock.instant(), files.acceptsExpired());
    var set = inspection.run(files);
    return set.orElseThrow(
        () -> new CredentialException(Finding.firstError(inspection.findings()).orElseThrow()));
  }

  /** Returns everything there is to say about the files; never throws for what is in them. */
  public List<Finding> inspect(String name, CredentialFiles files) {
    var inspection = new CredentialInspection(name, clock.instant(), files.acceptsExpired());
    inspection.run(files);
    return inspection.findings();
  }

  /** Returns which certificates of a loaded set have ended or end soon; nothing while all are good. */
  public List<Finding> expiring(CredentialSet set) {
    var findings = new ArrayList<Finding>();
    var now = clock.instant();
    Expiry.finding(set.name() + ": CI", set.ci(), now).ifPresent(findings::add);
    Expiry.finding(set.name() + ": DPauth", set.dpAuth().certificate(), now)
        .ifPresent(findings::add);
    Expiry.finding(set.name() + ": DPpb", set.dpPb().certificate(), now).ifPresent(findings::add);
    Expiry.finding(set.name() + ": TLS", set.tls().certificate(), now).ifPresent(findings::add);
    return findings;
  }
}
