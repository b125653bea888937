package org.opensmdp.activation.rollout;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.gate.Stratum;

/**
 * Cards and orders that a rollout is for: those that are in every set that is not empty. An empty set asks for
 * nothing.
 *
 * @param regions of the profile's IMSI
 * @param mccs of the profile's IMSI, 3 digits
 * @param eums the first 8 digits of EIDs
 * @param firmwares euiccFirmwareVer, {@code 66.81.2}
 * @param svns {@code 2.2.0}
 * @param packageVersions profileVersion of the card, {@code 2.1.0}
 * @param tacs of the phone, 8 digits
 * @param tags of the order
 */
public record Segment(
    Set<Region> regions,
    Set<String> mccs,
    Set<String> eums,
    Set<String> firmwares,
    Set<String> svns,
    Set<String> packageVersions,
    Set<String> tacs,
    Set<String> tags) {
  public static final Segment EVERYBODY =
      new Segment(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

  public Segment {
    regions = Set.copyOf(regions);
    mccs = Set.copyOf(mccs);
    eums = Set.copyOf(eums);
    firmwares = Set.copyOf(firmwares);
    svns = Set.copyOf(svns);
    packageVersions = Set.copyOf(packageVersions);
    tacs = Set.copyOf(tacs);
    tags = Set.copyOf(tags);
    form(mccs, "[0-9]{3}", "mcc");
    form(eums, "[0-9]{8}", "eum");
    form(tacs, "[0-9]{8}", "tac");
  }

  private static void form(Set<String> values, String pattern, String name) {
    values.stream().filter(value -> !value.matches(pattern)).findFirst().ifPresent(wrong -> {
      throw new IllegalArgumentException("%s: '%s' (expected: %s)".formatted(name, wrong, pattern));
    });
  }

  /** Whether an attempt is in it. What is not known of the attempt is in no set. */
  public boolean holds(Candidate candidate) {
    var facts = candidate.facts();
    return in(regions, facts.mcc().map(Region::ofMcc))
        && in(mccs, facts.mcc())
        && in(eums, Optional.of(facts.eum()))
        && in(firmwares, Optional.of(facts.firmware()))
        && in(svns, Optional.of(facts.svn()))
        && in(packageVersions, Optional.of(facts.packageVersion()))
        && in(tacs, Optional.of(candidate.tac()))
        && in(tags, candidate.tag());
  }

  /** Whether all cards of a kind are in it, whatever their order, their phone and their profile. */
  boolean holdsAll(Stratum stratum) {
    boolean asksForMore = Stream.of(regions, mccs, svns, tacs, tags).anyMatch(it -> !it.isEmpty());
    return !asksForMore
        && in(eums, Optional.of(stratum.eum()))
        && in(firmwares, Optional.of(stratum.firmware()))
        && in(packageVersions, Optional.of(stratum.packageVersion()));
  }

  private static <T> boolean in(Set<T> wanted, Optional<T> value) {
    return wanted.isEmpty() || value.filter(wanted::contains).isPresent();
  }
}
