package org.opensmdp.activation.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.opensmdp.activation.gate.Stratum;
import org.opensmdp.activation.rollout.VersionException.Lifted;

/**
 * What becomes of a type's exceptions when a rollout makes its version the stable one. Whoever is in quarantine
 * stays with what it has; whoever was excepted, and has shown that it takes the new version, gets what everybody
 * gets; all others stay as they were.
 *
 * @param lifted those that end, as they are then
 * @param made those that begin, not stored yet
 */
public record Settlement(List<VersionException> lifted, List<VersionException> made) {
  public Settlement {
    lifted = List.copyOf(lifted);
    made = List.copyOf(made);
  }

  /**
   * Settles.
   *
   * @param stable the rollout as it is then
   * @param actor who has made it so
   * @param exceptions all of the type, lifted ones among them
   * @param proven strata on which the gate has counted a success of the new version
   */
  public static Settlement of(
      Rollout stable, String actor, List<VersionException> exceptions, Set<Stratum> proven) {
    var lifted = new ArrayList<VersionException>();
    for (var held : exceptions) {
      if (held.holds()) {
        end(stable, held, proven)
            .map(why ->
                new Lifted(stable.changedAt(), actor, why, OptionalLong.of(stable.rolloutId())))
            .map(held::ended)
            .ifPresent(lifted::add);
      }
    }
    var made = stable.quarantined().stream()
        .sorted(Comparator.comparing(Stratum::toString))
        .map(stratum -> made(stable, stratum, exceptions))
        .toList();
    return new Settlement(lifted, made);
  }

  private static Optional<String> end(Rollout stable, VersionException held, Set<Stratum> proven) {
    if (stable.quarantined().contains(held.stratum())) {
      return Optional.of("one more version fails on these cards");
    }
    if (held.versionId() == stable.toVersionId()) {
      return Optional.of("these cards get what everybody gets");
    }
    boolean reached = stable.createdAt().isAfter(held.createdAt())
        && !held.failed().contains(stable.toVersionId())
        && stable.plan().reaches(held.stratum())
        && proven.contains(held.stratum());
    return reached ? Optional.of("these cards take the new version") : Optional.empty();
  }

  private static VersionException made(
      Rollout stable, Stratum stratum, List<VersionException> exceptions) {
    var known = exceptions.stream().filter(it -> it.stratum().equals(stratum)).toList();
    var failed = new HashSet<Long>();
    known.stream().filter(VersionException::isKnown).forEach(it -> failed.addAll(it.failed()));
    failed.add(stable.toVersionId());
    long instead = known.stream()
        .filter(VersionException::holds)
        .map(VersionException::versionId)
        .findFirst()
        .orElse(stable.fromVersionId());
    failed.remove(instead);
    return new VersionException(
        0,
        stable.profileTypeId(),
        stratum,
        instead,
        failed,
        stable.rolloutId(),
        "rollout %d has taken its version from these cards".formatted(stable.rolloutId()),
        stable.changedAt(),
        Optional.empty());
  }
}
