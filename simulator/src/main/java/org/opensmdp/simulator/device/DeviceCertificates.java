package org.opensmdp.simulator.device;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.certs.Validity;
import org.opensmdp.certs.Variation;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Eid;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.device.DeviceQuirks.CertificateFault;

/** The certificates of a kind of device: of its CIs, of its EUM, which all share, of each card. */
final class DeviceCertificates {
  private static final String OTHER_EIN = "89033023";
  private static final long DAY = 86_400;

  /** EUMs other than that of the hierarchy: one for all cards of a kind. */
  private static final Map<TestHierarchy, Map<Variation, TestHierarchy>> EUMS = new WeakHashMap<>();

  private final DeviceDescription description;
  private final List<TestHierarchy> hierarchies;

  /** A PKI of its own, made when the first card of it is. */
  private static final class Private {
    static final TestHierarchy PKI = TestHierarchy.issue(
        TestHierarchy.Plan.of(Curve.NIST_P256, "localhost"),
        InstantSource.system(),
        new SecureRandom());
  }

  DeviceCertificates(DeviceDescription description, List<TestHierarchy> hierarchies) {
    this.description = description;
    this.hierarchies = hierarchies;
  }

  RspCertificate trusted(Ci ci) {
    return hierarchy(ci).ci();
  }

  EuiccIdentity identity(Ci ci, Eid eid) {
    var variation = description
        .allQuirks()
        .value(DeviceQuirks.EUICC_CERTIFICATE)
        .map(fault -> variation(fault, CertificateRole.EUM))
        .orElse(Variation.NONE);
    return ofItsEum(hierarchy(ci)).euicc(eid, variation);
  }

  private TestHierarchy hierarchy(Ci ci) {
    if (ci == Ci.PRIVATE) {
      return Private.PKI;
    }
    var curve = ci == Ci.NIST ? Curve.NIST_P256 : Curve.BRAINPOOL_P256R1;
    return hierarchies.stream()
        .filter(one -> one.ci().publicKey().curve() == curve)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(
            "%s: there is no PKI on %s to make its cards with; name other identities or trusts"
                .formatted(description.name(), curve.standardName())));
  }

  private TestHierarchy ofItsEum(TestHierarchy hierarchy) {
    String ein = description.euicc().ein().orElse(EuiccPopulation.EIN);
    var wanted = description
        .allQuirks()
        .value(DeviceQuirks.EUM_CERTIFICATE)
        .map(fault -> variation(fault, CertificateRole.EUICC))
        .orElse(Variation.NONE);
    boolean ownEin = wanted.ein().isEmpty() && !ein.equals(EuiccPopulation.EIN);
    var variation = ownEin ? wanted.ein(ein) : wanted;
    if (variation.equals(Variation.NONE)) {
      return hierarchy;
    }
    synchronized (EUMS) {
      return EUMS.computeIfAbsent(hierarchy, any -> new HashMap<>())
          .computeIfAbsent(variation, some -> hierarchy.with(CertificateRole.EUM, some));
    }
  }

  private static Variation variation(CertificateFault fault, CertificateRole otherRole) {
    return switch (fault) {
      case EXPIRED -> Variation.NONE.validity(around(-30));
      case NOT_YET_VALID -> Variation.NONE.validity(around(30));
      case FOREIGN -> Variation.with(Variation.Fault.FORGED_SIGNATURE);
      case UNKNOWN_ISSUER -> Variation.with(Variation.Fault.FOREIGN_AUTHORITY_KEY_ID);
      case WRONG_ROLE -> Variation.NONE.role(otherRole);
      case WRONG_KEY_USAGE -> Variation.with(Variation.Fault.WRONG_KEY_USAGE);
      case WRONG_CA_FLAG -> Variation.with(Variation.Fault.WRONG_CA_FLAG);
      case OTHER_EIN -> Variation.NONE.ein(OTHER_EIN);
      case NO_NAME_CONSTRAINT -> Variation.with(Variation.Fault.NO_NAME_CONSTRAINT);
      case UNKNOWN_CRITICAL_EXTENSION -> Variation.with(Variation.Fault.UNKNOWN_CRITICAL_EXTENSION);
      case NO_EID -> Variation.with(Variation.Fault.NO_EID);
      case OTHER_ORGANISATION -> Variation.NONE.organisation("another maker");
    };
  }

  /** Ten days that begin so many days from today; the same ones for all cards of a day. */
  private static Validity around(long days) {
    long today = InstantSource.system().instant().getEpochSecond() / DAY;
    return Validity.days(Instant.ofEpochSecond((today + days) * DAY), 10);
  }
}
