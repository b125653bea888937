package org.opensmdp.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.RevocationList;
import org.opensmdp.certs.RspCertificate;

/** The revocation lists an LPA has loaded into an eUICC (SGP.22 v2 §4.6, §5.7.12). */
final class CardRevocations {
  private final List<Loaded> loaded = new ArrayList<>();

  /** A list, and the CI that has signed it. */
  record Loaded(RspCertificate ci, RevocationList list) {
    boolean of(RspCertificate other) {
      return ci.publicKey().equals(other.publicKey());
    }

    boolean isSamePartAs(RevocationList other) {
      return list.part().equals(other.part());
    }
  }

  List<Loaded> all() {
    return List.copyOf(loaded);
  }

  int octets() {
    return loaded.stream().mapToInt(one -> one.list.der().size()).sum();
  }

  /** Whether a list of the CI is there that is newer than this one. */
  boolean hasFresher(RspCertificate ci, RevocationList list) {
    return loaded.stream().filter(one -> one.of(ci)).anyMatch(one -> one.list.compareAge(list) > 0);
  }

  boolean hasAnyOf(RspCertificate ci) {
    return loaded.stream().anyMatch(one -> one.of(ci));
  }

  /** Puts the list in the place of the older ones of its CI; the other parts of its issue stay. */
  void put(RspCertificate ci, RevocationList list) {
    loaded.removeIf(one -> one.of(ci) && (one.list.compareAge(list) < 0 || one.isSamePartAs(list)));
    loaded.add(new Loaded(ci, list));
  }

  /** Returns the numbers of the parts of this issue that are not there; none if it is not cut. */
  List<Integer> missing(RspCertificate ci, RevocationList list) {
    var missing = new ArrayList<Integer>();
    for (int part = 1; part <= list.parts(); part++) {
      var wanted = Optional.of(part);
      boolean there = list.part().equals(wanted)
          || loaded.stream().anyMatch(one -> one.of(ci) && one.list.part().equals(wanted));
      if (!there) {
        missing.add(part);
      }
    }
    return missing;
  }

  boolean revoked(RspCertificate certificate, RspCertificate ci) {
    return loaded.stream()
        .anyMatch(one -> one.of(ci) && one.list.revocationOf(certificate).isPresent());
  }
}
