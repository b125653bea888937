package org.opensmdp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.http.TlsIdentity;

/** The names a listener answers to, with the prefix of SGP.22 v3 and without. */
class DeviceNamesTest {
  private final DeviceNames names = new DeviceNames(List.of("smdp.example.com", "Other.example"));

  @Test
  void answersToEveryHostWithAndWithoutThePrefix() {
    assertThat(names.all())
        .containsExactly(
            "smdp.example.com", "Other.example", "rsp3-smdp.example.com", "rsp3-Other.example");
  }

  @Test
  void showsTheCertificateOfAHostBehindThePrefixToo() {
    var prefixed = names.prefixed(List.of(identity("smdp.example.com"), identity("other.example")));

    assertThat(prefixed)
        .extracting(TlsIdentity::hostNames)
        .containsExactly(
            List.of("smdp.example.com", "rsp3-smdp.example.com"),
            List.of("other.example", "rsp3-other.example"));
  }

  @Test
  void leavesThePrefixToACertificateThatHasIt() {
    var prefixed = names.prefixed(List.of(
        identity("smdp.example.com"), identity("rsp3-smdp.example.com"), identity("*.other.test")));

    assertThat(prefixed)
        .extracting(TlsIdentity::hostNames)
        .containsExactly(
            List.of("smdp.example.com"), List.of("rsp3-smdp.example.com"), List.of("*.other.test"));
  }

  private static TlsIdentity identity(String name) {
    var plan = TestHierarchy.Plan.of(Curve.NIST_P256, name);
    var tls = TestHierarchy.issue(plan, InstantSource.system(), new SecureRandom())
        .credentials("a")
        .tls();
    return new TlsIdentity(tls.chain(), tls.privateKey(), tls.dnsNames());
  }
}
