package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.AttemptFacts;
import org.opensmdp.activation.DownloadInProgress;
import org.opensmdp.activation.Downloads.Begun;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.activation.RspSession;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TransactionId;

/** Made-up content and steps for the tests that are about PostgreSQL. */
final class Samples {
  static final AttemptFacts FACTS = new AttemptFacts(
      Optional.of("001"), "89049032", "66.81.2", "2.2.0", "2.1.0", Optional.empty());
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456Z");
  static final Bytes KI = Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC");
  static final Bytes OPC = Bytes.fromHex("CD63CB71954A9F4E48A5994E37A02BAF");
  static final Bytes CODE_HASH = Bytes.fromHex("5A".repeat(32));
  static final Bytes BLOCKS = Bytes.fromHex("A0B1".repeat(64));
  static final Bytes TEMPLATE = Bytes.fromHex("A00A0102030405060708090A");
  static final Eid CARD = Eid.withCheckDigits("890490320011223344556677889901");

  private static final Bytes POINT = Bytes.fromHex("04" + "A7".repeat(64));

  private Samples() {}

  static ProfileType stocked(Stores stores, int stock) {
    var operator = stores.inventory().add(new Operator(0, "Operator", Set.of("2.999.77")));
    var type = stores.inventory().add(type(operator, List.of()));
    stores.inventory().addStableVersion(type, TEMPLATE);
    stores.inventory().addStock(type, subscribers(1, stock));
    return type;
  }

  /** Adds an operator and a type of it whose orders last, without version or stock. */
  static ProfileType plan(Stores stores) {
    var operator = stores.inventory().add(new Operator(0, "Operator", Set.of("2.999.77")));
    return stores
        .inventory()
        .add(new ProfileType(
            0,
            operator.operatorId(),
            "Plan",
            new MetadataTexts(
                "Example", "Example plan", ProfileClass.TEST, List.of(), Optional.empty()),
            2,
            ProfileType.Protection.SESSION_KEYS,
            4,
            3,
            Optional.of(Duration.ofDays(90))));
  }

  static ProfileType type(Operator operator, List<NotificationConfiguration> notifications) {
    return new ProfileType(
        0,
        operator.operatorId(),
        "Plan",
        new MetadataTexts(
            "Example", "Example plan", ProfileClass.TEST, notifications, Optional.empty()),
        3,
        ProfileType.Protection.PROFILE_KEYS,
        4,
        3,
        Optional.of(Duration.ofMinutes(90)));
  }

  static List<SubscriberData> subscribers(int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(number -> SubscriberData.of(
            iccid(number), new Imsi("00101%010d".formatted(number)), Secret.of(KI), Secret.of(OPC)))
        .toList();
  }

  static Iccid iccid(int number) {
    return Iccid.withCheckDigit("898822%012d".formatted(number));
  }

  static MatchingId token(int number) {
    return new MatchingId("TOKEN-" + number);
  }

  static TransactionId transaction(int number) {
    return new TransactionId(Bytes.fromHex("%032X".formatted(number)));
  }

  static ActivationEvent event(String function, Profile from, Profile to) {
    return new ActivationEvent(
        NOW,
        function,
        Optional.of(from.iccid()),
        to.eid(),
        Optional.empty(),
        Optional.of(from.state()),
        Optional.of(to.state()),
        ActivationEvent.OK,
        "",
        Duration.ofMillis(3));
  }

  /** Orders the profile for whoever comes with its token; a confirmation code protects it. */
  static Profile.Released release(Stores stores, int number) {
    var available = new Profile.Available(iccid(number));
    var allocated = available.allocated();
    var released = allocated.released(new Order(
        Optional.empty(),
        token(number),
        Optional.of(Secret.of(CODE_HASH)),
        Optional.empty(),
        0,
        0,
        Optional.of(NOW.plusSeconds(3_600))));
    assertThat(move(stores, available, allocated)).isEqualTo(Moved.DONE);
    assertThat(move(stores, allocated, released)).isEqualTo(Moved.DONE);
    return released;
  }

  static Moved move(Stores stores, Profile from, Profile to) {
    return stores.profiles().move(from, to, CODE_HASH, event("ES2+.Sample", from, to));
  }

  static Profile.Downloadable begin(
      Stores stores, int transaction, Profile.Downloadable from, MatchingId token) {
    var to = from.authenticated(CARD);
    var offer = stores.downloads().findByMatchingId(token).orElseThrow();
    var event = event("ES9+.AuthenticateClient", from, to);
    var begun = stores
        .downloads()
        .begin(
            new RspSession.Authenticated(terms(transaction, from.iccid())),
            from,
            to,
            offer.versionId(),
            List.of(event, event));
    assertThat(begun).isEqualTo(Begun.DONE);
    return to;
  }

  static SessionTerms terms(int transaction, Iccid iccid) {
    return new SessionTerms(
        transaction(transaction),
        iccid,
        CARD,
        "AB".repeat(32),
        CODE_HASH,
        new EcPublicKey(Curve.BRAINPOOL_P256R1, POINT),
        Bytes.fromHex("3003"),
        Bytes.fromHex("5F3740" + "11".repeat(64)),
        Bytes.fromHex("BF2503" + "010203"),
        false,
        Optional.empty(),
        Optional.of(Bytes.fromHex("35000112")),
        Optional.of(FACTS),
        false,
        NOW,
        NOW.plusSeconds(1_800));
  }

  static boolean bind(Stores stores, DownloadInProgress download) {
    var profile = (Profile.Downloadable) download.profile();
    var session = (RspSession.Open) download.session();
    return stores
        .downloads()
        .bind(
            session,
            new RspSession.Bound(session.terms(), CODE_HASH, Bytes.fromHex("5F37")),
            profile,
            binding(BLOCKS),
            Optional.empty(),
            Optional.empty(),
            event("ES9+.GetBoundProfilePackage", profile, profile.downloaded()));
  }

  static Binding binding(Bytes blocks) {
    var key = new EcPublicKey(Curve.BRAINPOOL_P256R1, POINT);
    return new Binding(key, key, Bytes.fromHex("0102030405"), blocks);
  }
}
