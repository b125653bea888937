package org.opensmdp.simulator;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.VersionType;

/** What a card is made with, as the file of a card writes it: octets in hex, versions as 2.5.0. */
record SavedEuicc(
    List<Identity> identities,
    List<String> trustedCis,
    List<Curve> curves,
    String svn,
    String highestSvn,
    String profileVersion,
    String firmware,
    List<Integer> uiccCapability,
    List<Integer> rspCapability,
    List<Integer> forbiddenPolicyRules,
    int nonVolatileMemory,
    int volatileMemory,
    String sasAccreditationNumber,
    String rulesAuthorisationTable,
    String defaultDpAddress,
    String rootDsAddress,
    int notificationRoom,
    boolean lenient,
    boolean checksTestKeys) {

  /**
   * A certificate and its key.
   *
   * @param key PKCS#8
   */
  record Identity(String certificate, String eum, String key) {
    static Identity of(EuiccIdentity identity) {
      if (!(identity.key() instanceof SoftwareSigningKey key)) {
        throw new IllegalStateException("the private key of the card cannot be read: " + identity);
      }
      try (var pkcs8 = key.pkcs8()) {
        return new Identity(
            identity.certificate().der().toString(),
            identity.eum().der().toString(),
            pkcs8.reveal().toString());
      }
    }

    EuiccIdentity identity() {
      var euicc = certificateOf(certificate);
      return new EuiccIdentity(
          euicc.eid().orElseThrow(() -> new IllegalArgumentException("a certificate without EID")),
          euicc,
          certificateOf(eum),
          SoftwareSigningKey.fromPkcs8(Bytes.fromHex(key)));
    }

    @Override
    public String toString() {
      return "Identity[redacted]";
    }
  }

  static SavedEuicc of(EuiccProfile euicc) {
    return new SavedEuicc(
        euicc.identities().stream().map(Identity::of).toList(),
        euicc.trustedCis().stream().map(ci -> ci.der().toString()).toList(),
        euicc.curves().stream().sorted().toList(),
        euicc.svn().toString(),
        euicc.highestSvn().map(VersionType::toString).orElse(""),
        euicc.profileVersion().toString(),
        euicc.firmware().toString(),
        euicc.uiccCapability(),
        euicc.rspCapability(),
        euicc.forbiddenPolicyRules(),
        euicc.nonVolatileMemory(),
        euicc.volatileMemory(),
        euicc.sasAccreditationNumber(),
        euicc.rulesAuthorisationTable().der().toString(),
        euicc.addresses().defaultDp().orElse(""),
        euicc.addresses().rootDs(),
        euicc.notificationRoom(),
        euicc.lenient(),
        euicc.checksTestKeys());
  }

  EuiccProfile euicc() {
    return new EuiccProfile(
        identities.stream().map(Identity::identity).toList(),
        trustedCis.stream().map(SavedEuicc::certificateOf).toList(),
        Set.copyOf(curves),
        version(svn),
        SavedProfile.present(highestSvn).map(SavedEuicc::version),
        version(profileVersion),
        version(firmware),
        uiccCapability,
        rspCapability,
        forbiddenPolicyRules,
        nonVolatileMemory,
        volatileMemory,
        sasAccreditationNumber,
        RulesAuthorisationTable.parse(Bytes.fromHex(rulesAuthorisationTable)),
        new EuiccProfile.Addresses(SavedProfile.present(defaultDpAddress), rootDsAddress),
        notificationRoom,
        lenient,
        checksTestKeys);
  }

  private static RspCertificate certificateOf(String hex) {
    return RspCertificate.parse(Bytes.fromHex(hex));
  }

  private static VersionType version(String text) {
    var numbers = Stream.of(text.split("\\.", -1)).map(Integer::valueOf).toList();
    if (numbers.size() != 3) {
      throw new IllegalArgumentException("version '%s' (expected: as 2.5.0)".formatted(text));
    }
    return new VersionType(numbers.get(0), numbers.get(1), numbers.get(2));
  }
}
