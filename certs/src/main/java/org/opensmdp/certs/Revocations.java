package org.opensmdp.certs;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.crypto.EcPublicKey;

/**
 * What the CIs have revoked, by the lists they publish (SGP.22 v2 §4.6), from files that others keep
 * up to date. A question is answered from memory; {@link #refresh} reads the files again, and keeps
 * the last good list of a file that has become unreadable. Any thread.
 */
public final class Revocations {
  /** Where no lists are configured: nothing is revoked. */
  public static final Revocations NONE = new Revocations(List.of(), InstantSource.system());

  private final List<Source> sources;
  private final InstantSource clock;
  private volatile Map<EcPublicKey, CiLists> known = Map.of();

  /**
   * The lists of one CI.
   *
   * @param refusesWhenStale whether nobody under the CI is trusted while one of its lists is out of
   *     date; otherwise what the old lists say goes on to hold
   */
  public record Source(RspCertificate ci, List<Path> files, boolean refusesWhenStale) {
    public Source {
      files = List.copyOf(files);
    }
  }

  /** By the key, not by the certificate: a CI issued again with its key goes on with its lists. */
  private record CiLists(Map<Path, RevocationList> lists, boolean refusesWhenStale) {
    CiLists and(CiLists other) {
      var all = new HashMap<>(lists);
      all.putAll(other.lists);
      return new CiLists(Map.copyOf(all), refusesWhenStale || other.refusesWhenStale);
    }
  }

  private Revocations(List<Source> sources, InstantSource clock) {
    this.sources = List.copyOf(sources);
    this.clock = clock;
  }

  /**
   * Reads the lists for the first time.
   *
   * @throws CredentialException if a file holds no list of its CI: a start is the time to say so
   */
  public static Revocations load(List<Source> sources, InstantSource clock) {
    var revocations = new Revocations(sources, clock);
    for (Source source : sources) {
      source.files.forEach(
          file -> revocations.put(source, file, RevocationList.read(file, source.ci)));
    }
    return revocations;
  }

  /** Reads all files again; returns what is the matter with them, nothing if all is well. */
  public List<Finding> refresh() {
    var findings = new ArrayList<Finding>();
    for (Source source : sources) {
      for (Path file : source.files) {
        refresh(source, file).ifPresent(findings::add);
      }
    }
    return findings;
  }

  private Optional<Finding> refresh(Source source, Path file) {
    try {
      var list = RevocationList.read(file, source.ci);
      put(source, file, list);
      var finding = list.finding("CRL " + file, clock.instant());
      return finding.severity() == Finding.Severity.OK ? Optional.empty() : Optional.of(finding);
    } catch (CredentialException e) {
      return Optional.of(
          Finding.warning("CRL " + e.getMessage(), "until then the list read before holds"));
    }
  }

  private synchronized void put(Source source, Path file, RevocationList list) {
    var next = new HashMap<>(known);
    var one = new CiLists(Map.of(file, list), source.refusesWhenStale);
    next.merge(source.ci.publicKey(), one, CiLists::and);
    known = Map.copyOf(next);
  }

  /** Returns why a certificate of this CI is not to be trusted now; one line for a phone. */
  Optional<String> objection(RspCertificate certificate, RspCertificate ci, Instant now) {
    var lists = known.get(ci.publicKey());
    if (lists == null) {
      return Optional.empty();
    }
    for (RevocationList list : lists.lists.values()) {
      if (list.revocationOf(certificate).isPresent()) {
        return Optional.of("revoked by its CI");
      }
    }
    boolean stale = lists.lists.values().stream().anyMatch(list -> !list.current(now));
    return stale && lists.refusesWhenStale
        ? Optional.of("whether it is revoked cannot be told, the CRL here is out of date")
        : Optional.empty();
  }
}
