package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.rsp.Eid;

/**
 * Many eUICCs of one manufacturer, numbered: the same number has the same EID in every run. Making one
 * costs a key and a signature for each hierarchy. Any thread, if the randomness is.
 */
public final class EuiccPopulation {
  /** The EIN of test eUICCs, which every EID of a {@link TestHierarchy} starts with. */
  public static final String EIN = "89049032";

  private final List<TestHierarchy> hierarchies;
  private final List<RspCertificate> trustedCis;
  private final SecureRandom random;
  private final InstantSource clock;

  /** @param hierarchies those the eUICCs have certificates of and trust, the preferred one first */
  public EuiccPopulation(
      List<TestHierarchy> hierarchies, SecureRandom random, InstantSource clock) {
    this.hierarchies = List.copyOf(hierarchies);
    this.trustedCis = hierarchies.stream().map(TestHierarchy::ci).toList();
    this.random = random;
    this.clock = clock;
  }

  /** Returns the EID of a number, 0 or more, with check digits that hold. */
  public static Eid eid(long number) {
    return Eid.withCheckDigits(EIN + "%022d".formatted(number));
  }

  /** Makes the eUICC of a number as most are. */
  public VirtualEuicc euicc(long number) {
    return euicc(number, builder -> builder);
  }

  /** Makes the eUICC of a number, changed. */
  public VirtualEuicc euicc(long number, UnaryOperator<EuiccProfile.Builder> change) {
    var eid = eid(number);
    var identities = hierarchies.stream().map(hierarchy -> hierarchy.euicc(eid)).toList();
    var builder = change.apply(EuiccProfile.builder(identities, trustedCis));
    return new VirtualEuicc(builder.build(), random, clock);
  }
}
