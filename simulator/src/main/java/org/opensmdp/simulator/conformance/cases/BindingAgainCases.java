package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccSigned2;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/**
 * ES9+.GetBoundProfilePackage for an order that has been bound before: the same one-time key of the
 * card gets the same keys again, another gets fresh ones or nothing.
 */
public final class BindingAgainCases implements CaseSource {
  private static final String FUNCTION = GetBoundProfilePackageCases.FUNCTION;
  private static final int OTPK = 3;
  private static final String SAME =
      "the same otPK.DP.ECKA and hostId, A0 to A3 octet by octet; BF23 of the new transaction";

  @Override
  public List<Case> cases() {
    return Stream.of(sameRequest(), sameKey(), otherKey()).flatMap(List::stream).toList();
  }

  private static Case.Builder binding(String name, String purpose) {
    return GetBoundProfilePackageCases.about(10, name, purpose)
        .tags("binding", "retry")
        .given("a package was delivered, and is not installed");
  }

  // the same request

  private static List<Case> sameRequest() {
    return List.of(
        binding("SameRequest", "The same request gets the identical package")
            .orders(ProfileKind.PLAIN)
            .expects("BF36 octet by octet the same; the card installs it")
            .finds(
                Fault.flips(FUNCTION, "boundProfilePackage").at(2),
                Fault.refuses(FUNCTION, "8.10.1", "3.9").at(2))
            .run(trial -> repeats(trial, delivered(trial, Wish.PLAIN), 1)),
        binding("SameRequestOften", "The same request gets the identical package any time")
            .orders(ProfileKind.PLAIN)
            .expects("BF36 octet by octet the same, four times; the card installs it")
            .finds(Fault.refuses(FUNCTION, "8.8.5", "6.4").at(4))
            .run(trial -> repeats(trial, delivered(trial, Wish.PLAIN), 3)),
        binding("SameRequestWithCode", "The same request with its code gets the identical package")
            .needs(Feature.CONFIRMATION_CODE)
            .orders(ProfileKind.PLAIN)
            .expects("BF36 octet by octet the same; the card installs it")
            .finds(Fault.refuses(FUNCTION, "8.2.7", "3.8").at(2))
            .run(trial -> repeats(trial, delivered(trial, Wish.PLAIN.withCode()), 1)));
  }

  private static void repeats(Trial trial, Phone phone, int times) {
    var first = phone.downloaded();
    for (int i = 0; i < times; i++) {
      trial.step("Ask again, octet by octet the same");
      Afterwards.succeeds(trial, FUNCTION, () -> phone.ask(first.request()));
      trial.check("BF36", first.boundProfilePackage().der(), bound(phone).der());
    }
    Afterwards.installs(trial, phone);
  }

  // the same key

  private static List<Case> sameKey() {
    return List.of(
        sameKey("SameKeyNewSession", "without a cancellation", Wish.PLAIN, Optional.empty()),
        sameKey(
            "SameKeyAfterPostponed",
            "after postponed",
            Wish.PLAIN,
            Optional.of(CancelSessionReason.POSTPONED)),
        sameKey(
            "SameKeyAfterTimeout",
            "after timeout",
            Wish.PLAIN,
            Optional.of(CancelSessionReason.TIMEOUT)),
        sameKey("SameKeyWithCode", "with the code again", Wish.PLAIN.withCode(), Optional.empty()),
        sameKey(
            "SameKeyProfileKeys",
            "of a profile with profile keys",
            Wish.of(ProfileKind.PROFILE_KEYS),
            Optional.empty()),
        sameKey(
            "SameKeyOneKey",
            "of a profile that is bound to one key only",
            Wish.of(ProfileKind.ONE_KEY),
            Optional.empty()),
        binding("AnnouncedKey", "bppEuiccOtpk names the key that the package was bound to")
            .orders(ProfileKind.PLAIN)
            .expects("the card's key, or none; the package of the second session is installed")
            .finds(
                BrokenPackage.announcesKey().at(2),
                Fault.flips(FUNCTION, "boundProfilePackage").at(2))
            .run(BindingAgainCases::announces),
        binding("NothingAnnounced", "An order that was never bound names no key")
            .orders(ProfileKind.PLAIN)
            .expects("bppEuiccOtpk is absent in the first session and in a second one")
            .finds(
                BrokenPackage.announcesKey().at(1), BrokenPackage.announcesKey().at(2))
            .run(BindingAgainCases::announcesNothing));
  }

  private static Case sameKey(
      String name, String when, Wish wish, Optional<CancelSessionReason> cancelled) {
    var made = binding(name, "The same key gets the same binding in a new session, " + when)
        .orders(wish.kind())
        .expects(SAME)
        .finds(
            second(BrokenPackage.head("binds with a fresh key", OTPK, otherKeyTlv())),
            second(BrokenPackage.elements("protects A1 anew", 2, BindingAgainCases::flipLast)),
            second(BrokenPackage.head("keeps the signature", 4, flatSignature())));
    if (wish.confirmationCode().isPresent()) {
      made.needs(Feature.CONFIRMATION_CODE);
    }
    return made.run(trial -> {
      var phone = delivered(trial, wish);
      var key = phone.euiccOtpk();
      var first = bound(phone);
      cancelled.ifPresent(reason -> {
        trial.step("Cancel with reason " + reason.code());
        phone.cancel(reason);
      });
      trial.step("Begin a new session and ask with the same otPK.EUICC.ECKA");
      phone.authenticate().downloadSaying(signed -> withKey(phone, signed, key));
      isSameBinding(trial, first, bound(phone));
      isSignedFor(trial, phone, key);
    });
  }

  private static Fault second(Fault fault) {
    return fault.at(2);
  }

  private static Bytes otherKeyTlv() {
    return Bytes.fromHex("5F4941" + "04" + "01".repeat(64));
  }

  private static Bytes flatSignature() {
    return Bytes.fromHex("5F3740" + "01".repeat(64));
  }

  private static List<Bytes> flipLast(List<Bytes> elements) {
    elements.set(elements.size() - 1, Forged.flipped(elements.get(elements.size() - 1)));
    return elements;
  }

  private static EuiccSigned2 withKey(Phone phone, EuiccSigned2 signed, Bytes key) {
    var hashCc = phone
        .order()
        .confirmationCode()
        .map(code -> HashCc.of(HashCc.stored(code), signed.transactionId()));
    return EuiccSigned2.of(signed.transactionId(), key, hashCc);
  }

  private static void isSameBinding(
      Trial trial, BoundProfilePackage first, BoundProfilePackage now) {
    var head = now.initialiseSecureChannelRequest();
    var before = first.initialiseSecureChannelRequest();
    trial.check("otPK.DP.ECKA", before.smdpOtpk(), head.smdpOtpk());
    trial.check(
        "CRT", before.controlRefTemplate().der(), head.controlRefTemplate().der());
    trial.check("A0", first.firstSequenceOf87(), now.firstSequenceOf87());
    trial.check("A1", first.sequenceOf88(), now.sequenceOf88());
    trial.check("A2", first.secondSequenceOf87(), now.secondSequenceOf87());
    trial.check("A3", first.sequenceOf86(), now.sequenceOf86());
  }

  private static void isSignedFor(Trial trial, Phone phone, Bytes key) {
    var head = bound(phone).initialiseSecureChannelRequest();
    trial.check("BF23.transactionId", phone.transactionId(), head.transactionId());
    trial.check("smdpSign", "verified", BoundProfilePackageCases.verdictOnSignature(phone, key));
  }

  private static void announces(Trial trial) {
    var phone = delivered(trial, Wish.PLAIN);
    var key = phone.euiccOtpk();
    trial.step("Begin a new session");
    phone.authenticate();
    var announced = phone.authenticated().response().smdpSigned2().bppEuiccOtpk();
    trial.check(
        "bppEuiccOtpk",
        key + ", or absent",
        announced.map(Bytes::toString).orElse("absent"),
        announced.isEmpty() || announced.get().equals(key));
    Afterwards.succeeds(trial, FUNCTION, phone::download);
    Afterwards.installs(trial, phone);
  }

  private static void announcesNothing(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    for (var which : List.of("first", "second")) {
      trial.step("Begin the %s session, and ask for no package".formatted(which));
      phone.authenticate();
      trial.check(
          "bppEuiccOtpk",
          Optional.empty(),
          phone.authenticated().response().smdpSigned2().bppEuiccOtpk());
    }
    Afterwards.succeeds(trial, FUNCTION, phone::download);
    Afterwards.installs(trial, phone);
  }

  // another key

  private static List<Case> otherKey() {
    return List.of(
        otherKey(
            "OtherKeySameSession", "in the same session", ProfileKind.PLAIN, (trial, phone) -> {
              trial.step("Ask in the same session with another otPK.EUICC.ECKA");
              Afterwards.succeeds(trial, FUNCTION, phone::download);
            }),
        otherKey(
            "OtherKeyNewSession",
            "in a new session",
            ProfileKind.PLAIN,
            BindingAgainCases::comesWithAnotherKey),
        otherKey(
            "OtherKeyAfterPostponed",
            "in a new session, after postponed",
            ProfileKind.PLAIN,
            (trial, phone) -> {
              trial.step("Cancel with postponed");
              phone.cancel(CancelSessionReason.POSTPONED);
              comesWithAnotherKey(trial, phone);
            }),
        otherKey(
            "OtherKeyProfileKeys",
            "of a profile with profile keys, in a new session",
            ProfileKind.PROFILE_KEYS,
            BindingAgainCases::comesWithAnotherKey),
        binding("OtherKeyRefused", "A profile that is bound to one key is not bound to another")
            .orders(ProfileKind.ONE_KEY)
            .expects("Failed 8.2/3.7")
            .finds(
                Fault.accepts(FUNCTION).at(2),
                Fault.refuses(FUNCTION, "8.1", "6.1").at(2))
            .run(trial -> {
              var phone = delivered(trial, Wish.of(ProfileKind.ONE_KEY));
              trial.step("Begin a new session and ask with another otPK.EUICC.ECKA");
              phone.euicc().behave(EuiccQuirks.NONE.renewingOneTimeKeys());
              phone.authenticate();
              trial.refuses(
                  Es9Function.GET_BOUND_PROFILE_PACKAGE,
                  StatusCode.PROFILE_UNAVAILABLE,
                  phone::download);
            }),
        binding("OneKeyComesBack", "After a refused key the first one still gets its package")
            .orders(ProfileKind.ONE_KEY)
            .expects("Failed for the other key; then " + SAME)
            .finds(Fault.refuses(FUNCTION, "8.2", "3.7").at(3))
            .run(BindingAgainCases::comesBackWithTheFirst));
  }

  private static Case otherKey(
      String name, String when, ProfileKind kind, BiConsumer<Trial, Phone> comes) {
    return binding(name, "Another key gets a package bound afresh, " + when)
        .needs(Feature.REBINDING)
        .orders(kind)
        .expects("another otPK.DP.ECKA, A0 and A1 protected anew; the card installs")
        .finds(
            Fault.refuses(FUNCTION, "8.2", "3.7").at(2),
            Fault.flips(FUNCTION, "boundProfilePackage").at(2))
        .run(trial -> {
          var phone = delivered(trial, Wish.of(kind));
          var key = phone.euiccOtpk();
          var first = bound(phone);
          comes.accept(trial, phone);
          isAnother(trial, "otPK.EUICC.ECKA", key, phone.euiccOtpk());
          isFreshBinding(trial, first, bound(phone));
          Afterwards.installs(trial, phone);
        });
  }

  private static void comesWithAnotherKey(Trial trial, Phone phone) {
    trial.step("Begin a new session and ask with another otPK.EUICC.ECKA");
    phone.euicc().behave(EuiccQuirks.NONE.renewingOneTimeKeys());
    phone.authenticate().download();
  }

  private static void isFreshBinding(
      Trial trial, BoundProfilePackage first, BoundProfilePackage now) {
    isAnother(
        trial,
        "otPK.DP.ECKA",
        first.initialiseSecureChannelRequest().smdpOtpk(),
        now.initialiseSecureChannelRequest().smdpOtpk());
    isAnother(trial, "A0", first.firstSequenceOf87(), now.firstSequenceOf87());
    isAnother(trial, "A1", first.sequenceOf88(), now.sequenceOf88());
    first
        .secondSequenceOf87()
        .ifPresent(a2 -> isAnother(trial, "A2", a2, now.secondSequenceOf87().orElse(a2)));
  }

  private static void isAnother(Trial trial, String what, Bytes before, Bytes now) {
    trial.check(what, "not " + before, now.toString(), !now.equals(before));
  }

  private static void comesBackWithTheFirst(Trial trial) {
    var phone = delivered(trial, Wish.of(ProfileKind.ONE_KEY));
    var key = phone.euiccOtpk();
    var first = bound(phone);
    trial.step("Begin a new session and ask with another otPK.EUICC.ECKA");
    phone.euicc().behave(EuiccQuirks.NONE.renewingOneTimeKeys());
    phone.authenticate();
    trial.refusesSomehow(phone::download);
    trial.step("Begin a new session and ask with the first otPK.EUICC.ECKA");
    phone.authenticate().downloadSaying(signed -> withKey(phone, signed, key));
    isSameBinding(trial, first, bound(phone));
  }

  private static Phone delivered(Trial trial, Wish wish) {
    var phone = trial.phone().orders(wish);
    trial.step("Authenticate the card and download the package");
    return phone.authenticate().download();
  }

  private static BoundProfilePackage bound(Phone phone) {
    return phone.downloaded().boundProfilePackage();
  }
}
