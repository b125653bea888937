package org.opensmdp.certs;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a certificate may be used for, as its certificatePolicies extension says (SGP.22 v2 §4.5.2).
 * Either generation of object identifiers stands for the role: the flat ones of v2 and the tree of v3.
 */
public enum CertificateRole {
  CI("certificate issuer", "0", "0"),
  EUM("eUICC manufacturer", "2", "0.0.0"),
  EUICC("eUICC", "1", "0.0.0.0.0"),
  DP_AUTH("SM-DP+ authentication", "4", "0.0.1.1"),
  DP_PB("SM-DP+ profile binding", "5", "0.0.1.2"),
  DP_TLS("SM-DP+ TLS", "3", "0.0.1.0"),
  DS_AUTH("SM-DS authentication", "7", "0.0.2.1"),
  DS_TLS("SM-DS TLS", "6", "0.0.2.0");

  private static final String ARC = "2.23.146.1.2.1.";

  private final String title;
  private final String policyV2;
  private final String policyV3;

  CertificateRole(String title, String v2, String v3) {
    this.title = title;
    this.policyV2 = ARC + v2;
    this.policyV3 = ARC + v3;
  }

  /** Returns the role in words, as "SM-DP+ profile binding". */
  public String title() {
    return title;
  }

  public String policyV2() {
    return policyV2;
  }

  public String policyV3() {
    return policyV3;
  }

  /** Whether certificates of this role sign certificates. */
  boolean issues() {
    return this == CI || this == EUM;
  }

  /** Whether certificates of this role identify a TLS server. */
  boolean speaksTls() {
    return this == DP_TLS || this == DS_TLS;
  }

  static Set<CertificateRole> ofPolicies(List<String> policies) {
    var roles = EnumSet.noneOf(CertificateRole.class);
    for (CertificateRole role : values()) {
      if (policies.contains(role.policyV2) || policies.contains(role.policyV3)) {
        roles.add(role);
      }
    }
    return Collections.unmodifiableSet(roles);
  }
}
