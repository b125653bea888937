package org.opensmdp.activation;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.profile.AkaAlgorithm;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ProfileClass;

/**
 * What the lines of an import are measured by.
 *
 * @param clearKeys whether the operator's keys may come in the clear
 * @param transportKey what wrapped columns are under; absent: none is wrapped
 * @param dummies keys that the template holds in the place of real ones
 * @param algorithms those of the template; none: any
 */
public record StockTerms(
    ProfileType type,
    OperatorTerms operator,
    boolean clearKeys,
    Optional<Wrapped> transportKey,
    Set<Bytes> dummies,
    Set<AkaAlgorithm> algorithms) {

  /** A transport key and how it was used. */
  public record Wrapped(TransportKey key, Wrapping wrapping) {}

  public StockTerms {
    dummies = Set.copyOf(dummies);
    algorithms = Set.copyOf(algorithms);
  }

  /** Profiles to test with may have keys that everybody knows. */
  boolean allowsKnownKeys() {
    return type.texts().profileClass() == ProfileClass.TEST;
  }

  /** A record would print the dummies. */
  @Override
  public String toString() {
    return "StockTerms[" + type.name() + "]";
  }
}
