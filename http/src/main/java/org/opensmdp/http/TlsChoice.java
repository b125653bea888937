package org.opensmdp.http;

import io.netty.util.DomainWildcardMappingBuilder;
import io.netty.util.Mapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which identity of a listener a client is shown. The server name leaves the identities that answer
 * to it; a name that nobody answers to, or none, is taken for the first name of the first identity:
 * the client is the one to judge the certificate. What the client can do leaves some of these, and
 * of these the first stays whose CA the client names in trusted_ca_keys, else the first. P-256 comes
 * before brainpoolP256r1, and then the order is the listener's.
 */
final class TlsChoice {
  private static final int P256 = 23;
  private static final int BRAINPOOL_P256 = 26;
  private static final Set<Integer> ECDSA_WITH_SHA = Set.of(0x0203, 0x0403, 0x0503, 0x0603);

  private final Mapping<String, List<TlsIdentity>> byName;
  private final Map<TlsIdentity, Set<String>> authorities = new HashMap<>();

  TlsChoice(List<TlsIdentity> identities) {
    var preferred = Stream.concat(
            identities.stream().filter(Predicate.not(TlsIdentity::isBrainpool)),
            identities.stream().filter(TlsIdentity::isBrainpool))
        .toList();
    preferred.forEach(identity -> authorities.put(identity, CaHashes.of(identity)));
    var first = identities.get(0);
    var byDefault = first.hostNames().stream().findFirst().map(name -> named(name, preferred));
    var names = new DomainWildcardMappingBuilder<>(byDefault.orElse(List.of(first)));
    preferred.stream()
        .flatMap(identity -> identity.hostNames().stream())
        .distinct()
        .forEach(name -> names.add(name, named(name, preferred)));
    this.byName = names.build();
  }

  /** Those with the name itself come before those whose wildcard covers it. */
  private static List<TlsIdentity> named(String name, List<TlsIdentity> identities) {
    var exactly = identities.stream()
        .filter(identity -> identity.hostNames().stream().anyMatch(name::equalsIgnoreCase))
        .toList();
    return Stream.concat(
            exactly.stream(), identities.stream().filter(identity -> identity.answersTo(name)))
        .distinct()
        .toList();
  }

  /** @param hello read only if there is a choice; empty if it is not one */
  TlsIdentity choose(@Nullable String serverName, Supplier<Optional<ClientHello>> hello) {
    var candidates = byName.map(serverName);
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    return hello.get().flatMap(client -> choose(candidates, client)).orElse(candidates.get(0));
  }

  private Optional<TlsIdentity> choose(List<TlsIdentity> candidates, ClientHello client) {
    var usable =
        candidates.stream().filter(identity -> canUse(client, identity)).toList();
    return usable.stream()
        .filter(identity -> names(client, identity))
        .findFirst()
        .or(() -> usable.stream().findFirst());
  }

  private boolean names(ClientHello client, TlsIdentity identity) {
    var own = new HashSet<>(client.trustedCas());
    own.retainAll(authorities.getOrDefault(identity, Set.of()));
    return !own.isEmpty();
  }

  /** Who says nothing about groups can do P-256, but is not shown what few can do. */
  private static boolean canUse(ClientHello client, TlsIdentity identity) {
    var groups = client.groups();
    boolean ecdsa = client.signatureSchemes().map(TlsChoice::anyEcdsa).orElse(true);
    return identity.isBrainpool()
        ? ecdsa
            && client.versions().contains(ClientHello.TLS12)
            && groups.filter(offered -> offered.contains(BRAINPOOL_P256)).isPresent()
        : ecdsa && groups.map(offered -> offered.contains(P256)).orElse(true);
  }

  private static boolean anyEcdsa(Set<Integer> schemes) {
    return schemes.stream().anyMatch(ECDSA_WITH_SHA::contains);
  }
}
