package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.TransactionId;

/** Takes profiles from step to step with made-up content, for tests of stores: no rule is asked. */
final class SampleSteps {
  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  /** The generator of P-256: a point, and nobody's key. */
  private static final Bytes POINT = Bytes.fromHex("04"
      + "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296"
      + "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5");

  static final EcPublicKey KEY = new EcPublicKey(Curve.NIST_P256, POINT);

  private final TestStore store;
  private int calls;

  SampleSteps(TestStore store) {
    this.store = store;
  }

  static ActivationEvent event(int second) {
    return ActivationEvent.of("ES2+.Sample", NOW.plusSeconds(second));
  }

  static Bytes digest(int number) {
    return Digest.of(Bytes.of((byte) number));
  }

  static TransactionId transaction(int number) {
    return new TransactionId(digest(number).slice(0, 16));
  }

  static Order order(Optional<Eid> eid, MatchingId matchingId) {
    return new Order(eid, matchingId, Optional.empty(), Optional.empty(), 0, 0, Optional.empty());
  }

  static Order fullOrder(Eid eid, MatchingId matchingId) {
    return new Order(
        Optional.of(eid),
        matchingId,
        Optional.of(Secret.of(digest(77))),
        Optional.of("smds.example.com"),
        0,
        0,
        Optional.of(NOW.plusSeconds(3600)));
  }

  /** Moves as an operator's call does; its event lies a second after the one before. */
  <P extends Profile> P move(Profile from, P to) {
    calls++;
    var moved = store.profiles().move(from, to, digest(calls), event(calls).moving(from, to));
    if (moved != Profiles.Moved.DONE) {
      throw new IllegalStateException("not moved: " + moved);
    }
    return to;
  }

  Profile.Released release(Iccid iccid, Order order) {
    var allocated = move(new Profile.Available(iccid), new Profile.Allocated(iccid));
    return move(allocated, allocated.released(order));
  }

  static SessionTerms terms(int number, Iccid iccid, Eid eid) {
    var transactionId = transaction(number);
    return new SessionTerms(
        transactionId,
        iccid,
        eid,
        "AB".repeat(32),
        digest(number),
        KEY,
        SmdpSigned2.of(transactionId, false, Optional.empty()).der(),
        signature(number),
        Bytes.fromHex("BF2503" + "0102" + "%02X".formatted(number)),
        false,
        Optional.empty(),
        Optional.of(Bytes.fromHex("35000112")),
        Optional.empty(),
        false,
        NOW,
        NOW.plus(Duration.ofMinutes(30)));
  }

  static RefusedRequest refused(int number) {
    return new RefusedRequest(digest(number), StatusCode.CONFIRMATION_CODE_REFUSED, "wrong");
  }

  static Bytes signature(int number) {
    return SignatureTlv.toDer(Bytes.concat(digest(number), digest(number + 1)));
  }

  static Binding binding(int number) {
    var otherKey = new EcPublicKey(
        Curve.NIST_P256, Bytes.concat(Bytes.of((byte) 4), digest(number), digest(number + 1)));
    return new Binding(otherKey, KEY, digest(number).slice(0, 8), digest(number));
  }

  static ActivationEvent told(int number, Profile from, Profile to) {
    return event(100 + number).in(transaction(number)).moving(from, to);
  }

  /** Begins a session of a card; returns the profile as it is then. */
  Profile.Downloadable begin(int number, Profile.Downloadable from, Eid card) {
    var to = from.authenticated(card);
    var begun = begin(number, from, to, card);
    if (begun != Downloads.Begun.DONE) {
      throw new IllegalStateException("not begun: " + begun);
    }
    return to;
  }

  Downloads.Begun begin(int number, Profile.Downloadable from, Profile.Downloadable to, Eid card) {
    var session = new RspSession.Authenticated(terms(number, from.iccid(), card));
    return store
        .downloads()
        .begin(session, from, to, version(from), List.of(told(number, from, to)));
  }

  private long version(Profile.Downloadable profile) {
    var matchingId = profile.order().matchingId();
    var offer = matchingId.isNone()
        ? store.downloads().findByEid(profile.eid().orElseThrow())
        : store.downloads().findByMatchingId(matchingId);
    return offer.orElseThrow().versionId();
  }

  /** Delivers a package in the session; returns the profile as it is then. */
  Profile.Downloaded bind(int number, int bindingNumber) {
    var download = store.downloads().find(transaction(number)).orElseThrow();
    var profile = (Profile.Downloadable) download.profile();
    if (!bind(number, download, binding(bindingNumber))) {
      throw new IllegalStateException("not bound");
    }
    return profile.downloaded();
  }

  boolean bind(int number, DownloadInProgress download, Binding binding) {
    return bind(number, download, binding, Optional.empty());
  }

  boolean bind(
      int number,
      DownloadInProgress download,
      Binding binding,
      Optional<PreparedPackage> prepared) {
    var open = (RspSession.Open) download.session();
    var profile = (Profile.Downloadable) download.profile();
    var bound = new RspSession.Bound(open.terms(), binding.blocks(), signature(number));
    return store
        .downloads()
        .bind(
            open,
            bound,
            profile,
            binding,
            prepared,
            Optional.empty(),
            told(number, profile, profile.downloaded()));
  }
}
