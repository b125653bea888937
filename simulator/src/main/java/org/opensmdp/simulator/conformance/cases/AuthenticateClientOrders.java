package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ATTEMPTS_EXCEEDED;
import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.MATCHING_ID_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_NOT_ALLOWED;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.failed;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.one;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.AuthenticateClient: which order is for whom (§5.6.3, checks 13 to 16). */
public final class AuthenticateClientOrders implements CaseSource {
  private static final Es9Function FUNCTION = Es9Function.AUTHENTICATE_CLIENT;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final int LOOKS = 7;

  @Override
  public List<Case> cases() {
    return Stream.of(unknown(), cards(), byDefault(), again(), states(), limits())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder matching(String id, String purpose) {
    return one(id, purpose).requirement("SGP.22 v2 §5.6.3, check 13").tags("matching");
  }

  private static List<Case> unknown() {
    return List.of(
        unknown("71_UnknownMatchingId", "that nobody has given", id -> "NO-SUCH-ORDER"),
        unknown(
            "72_MatchingIdInSmallLetters", "in small letters", id -> id.toLowerCase(Locale.ROOT)),
        unknown("73_MatchingIdCutShort", "cut short", id -> id.substring(0, id.length() - 1)),
        unknown("74_MatchingIdLonger", "with a sign more", id -> id + "A"),
        unknown("75_MatchingIdWithBlank", "with a blank behind", id -> id + " "),
        unknown("76_MatchingIdOfOtherSigns", "of other signs", id -> "A_B'C%\u00e9"),
        unknown("77_MatchingIdOf255", "of 255 characters", id -> "A".repeat(255)));
  }

  private static Case unknown(String id, String what, UnaryOperator<String> change) {
    return matching(id, "A matchingId %s is refused".formatted(what))
        .tags("refusal")
        .given("a released order with another matchingId")
        .expects(failed(FUNCTION, MATCHING_ID_REFUSED))
        .finds(Faults.unlike(AUTHENTICATE, 1, EID_REFUSED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          var genuine = phone.order().matchingId().orElseThrow().text();
          var changed = change.apply(genuine);
          if (changed.equals(genuine)) {
            throw new CaseEnded(
                Verdict.NOT_APPLICABLE, "the server gives matchingIds without letters");
          }
          trial.prepare("Begin a session", phone::initiate);
          trial.step("AuthenticateClient with the matchingId '%s'".formatted(changed));
          trial.refuses(
              FUNCTION,
              MATCHING_ID_REFUSED,
              () -> phone.tell(phone.cardAnswers(Optional.of(new MatchingId(changed)))));
        });
  }

  private static List<Case> cards() {
    return List.of(
        matching("78_LinkedToTheCard", "The card that an order names is served")
            .given("an order for the EID of the card, with a matchingId")
            .expects("Executed-Success")
            .finds(Faults.refuses(AUTHENTICATE, 1, EID_REFUSED))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN.linked());
              trial.step("AuthenticateClient of the card that the order names");
              trial.accepts(phone::authenticate);
            }),
        another(
            "79_LinkedToAnotherCard",
            "An order that names another card is refused",
            Wish.PLAIN.linked(),
            1,
            owner -> {}),
        another(
            "80_ClaimedByAnotherCard",
            "The first card that comes has the order, and no other",
            Wish.PLAIN,
            2,
            Phone::authenticate),
        another(
            "81_DownloadedByAnotherCard",
            "A package that one card has got is for no other",
            Wish.PLAIN,
            2,
            owner -> owner.authenticate().download()),
        matching("82_OwnerAfterAnother", "A stranger who is refused takes nothing from the owner")
            .given("an order for the EID of a card, that another card has asked for")
            .expects("Executed-Success for the card it is for")
            .finds(
                Faults.refuses(AUTHENTICATE, 2, EID_REFUSED),
                Faults.refuses(AUTHENTICATE, 2, PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var owner = trial.phone().orders(Wish.PLAIN.linked());
              var stranger = trial.phone().scans(owner.order());
              trial.step("Another card comes first");
              trial.refuses(FUNCTION, EID_REFUSED, stranger::authenticate);
              trial.step("The card that the order is for");
              trial.accepts(owner::authenticate);
            }));
  }

  private static Case another(
      String id, String purpose, Wish wish, int nth, Consumer<Phone> before) {
    return matching(id, purpose)
        .tags("refusal")
        .given("an order and two cards: " + wish)
        .expects(failed(FUNCTION, EID_REFUSED))
        .finds(Faults.unlike(AUTHENTICATE, nth, MATCHING_ID_REFUSED))
        .run(trial -> {
          var owner = trial.phone().orders(wish);
          trial.prepare("The first card", () -> before.accept(owner));
          var stranger = trial.phone().scans(owner.order());
          trial.prepare("Another card begins a session", stranger::initiate);
          trial.step("AuthenticateClient of the other card with the same matchingId");
          trial.refuses(FUNCTION, EID_REFUSED, stranger::authenticateHere);
        });
  }

  private static List<Case> byDefault() {
    return List.of(
        found("83_DefaultWithoutMatchingId", "left out", Optional.empty()),
        found("84_DefaultWithEmptyMatchingId", "empty", Optional.of(MatchingId.NONE)),
        missed("85_NoDefaultOrder", "left out", Optional.empty()),
        missed("86_NoDefaultOrderEmpty", "empty", Optional.of(MatchingId.NONE)),
        matching("87_DefaultOfAnotherCard", "A default order is found by its own card only")
            .needs(Feature.DEFAULT_SMDP)
            .tags("refusal", "default")
            .given("an order for the EID of another card, without matchingId")
            .expects(failed(FUNCTION, EID_REFUSED))
            .finds(Faults.unlike(AUTHENTICATE, 1, PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var owner = trial.phone().orders(Wish.PLAIN.found());
              var stranger = trial.phone().scans(owner.order());
              trial.prepare("Another card begins a session", stranger::initiate);
              trial.step("AuthenticateClient without matchingId");
              trial.refuses(
                  FUNCTION, List.of(EID_REFUSED, MATCHING_ID_REFUSED), stranger::authenticateHere);
            }),
        matching("88_OldestDefaultOrder", "Of two default orders of a card the older comes first")
            .needs(Feature.DEFAULT_SMDP)
            .tags("default")
            .given("two orders for the EID of the card, without matchingId")
            .expects("Executed-Success; profileMetadata has the ICCID of the first order")
            .finds(Faults.inside(
                AUTHENTICATE, "profileMetadata", 0x5A, "takes another order", Forged::turned))
            .run(AuthenticateClientOrders::oldest));
  }

  private static Case found(String id, String what, Optional<MatchingId> matchingId) {
    return matching(id, "With the matchingId %s the order is found by the EID".formatted(what))
        .needs(Feature.DEFAULT_SMDP)
        .tags("default")
        .given("an order for the EID of the card, without matchingId")
        .expects("Executed-Success; profileMetadata has the ICCID of the order")
        .finds(
            Faults.refuses(AUTHENTICATE, 1, MATCHING_ID_REFUSED),
            Faults.refuses(AUTHENTICATE, 1, EID_REFUSED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN.found());
          trial.step("AuthenticateClient with the matchingId " + what);
          trial.accepts(() -> phone.authenticateWith(matchingId));
          trial.check("iccid", phone.order().iccid().swapped(), iccid(phone));
        });
  }

  /** Two sources give one code each; a server that has one of them is right. */
  private static Case missed(String id, String what, Optional<MatchingId> matchingId) {
    return matching(id, "With the matchingId %s a card without order is refused".formatted(what))
        .tags("refusal", "default")
        .given("no order for the EID of the card")
        .expects(failed(FUNCTION, EID_REFUSED) + ", or 8.2.6/3.8 (ASN.1: error 6)")
        .finds(Fault.accepts(AUTHENTICATE), Faults.refuses(AUTHENTICATE, 1, PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone();
          trial.prepare("Begin a session", phone::initiate);
          trial.step("AuthenticateClient with the matchingId " + what);
          trial.refuses(
              FUNCTION,
              List.of(EID_REFUSED, MATCHING_ID_REFUSED),
              () -> phone.tell(phone.cardAnswers(matchingId)));
        });
  }

  private static void oldest(Trial trial) {
    var phone = trial.phone();
    var first = trial.order(Wish.PLAIN.found(), phone.identity().eid());
    phone.scans(trial.order(Wish.PLAIN.found(), phone.identity().eid()));
    trial.step("AuthenticateClient without matchingId");
    trial.accepts(() -> phone.authenticateWith(Optional.empty()));
    trial.check("iccid", first.iccid().swapped(), iccid(phone));
  }

  private static Bytes iccid(Phone phone) {
    return Tlv.parse("profileMetadata", 0xBF25, phone.authenticated().response().profileMetadata())
        .members("profileMetadata")
        .value(0x5A, "iccid");
  }

  /** A package that was got, and not installed, is found again by its card. */
  private static List<Case> again() {
    return List.of(
        again(
            "89_AgainByMatchingId", "by its matchingId", phone -> phone.order().matchingId()),
        again("90_AgainWithoutMatchingId", "without matchingId", phone -> Optional.empty()),
        again(
            "91_AgainWithEmptyMatchingId",
            "with an empty matchingId",
            phone -> Optional.of(MatchingId.NONE)));
  }

  private static Case again(String id, String what, Function<Phone, Optional<MatchingId>> asking) {
    return matching(id, "A package that its card has got is found again " + what)
        .tags("retry")
        .given("a card that has got a package, and not installed it")
        .expects("Executed-Success; profileMetadata has the ICCID of the order")
        .finds(
            Faults.refuses(AUTHENTICATE, 2, MATCHING_ID_REFUSED),
            Faults.refuses(AUTHENTICATE, 2, PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("Download", () -> phone.authenticate().download());
          trial.step("The same card comes again " + what);
          trial.accepts(() -> phone.authenticateWith(asking.apply(phone)));
          trial.check("iccid", phone.order().iccid().swapped(), iccid(phone));
        });
  }

  private static List<Case> states() {
    return List.of(
        state("92_NotReleased", "A profile that is not released is refused", 1)
            .needs(Feature.LATE_RELEASE)
            .given("an order that is confirmed, and not released")
            .expects(failed(FUNCTION, PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN.unreleased());
              refusedHere(trial, phone, List.of(PROFILE_NOT_ALLOWED));
            }),
        one("93_ReleasedLate", "A profile that is released later is served from then on")
            .requirement("SGP.22 v2 §5.6.3, check 14; §5.3.4")
            .tags("state")
            .needs(Feature.LATE_RELEASE)
            .given("an order that is confirmed, and then released")
            .expects("Executed-Success after ReleaseProfile")
            .finds(Faults.refuses(AUTHENTICATE, 2, PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN.unreleased());
              trial.step("The card comes too early");
              trial.refusesSomehow(phone::authenticate);
              trial.prepare(
                  "ES2+.ReleaseProfile",
                  () -> trial.operator().releaseProfile(phone.order().iccid()));
              trial.step("The card comes again");
              trial.accepts(phone::authenticate);
            }),
        state("94_CancelledByOperator", "An order that its operator has cancelled is refused", 1)
            .given("an order that was cancelled over ES2+")
            .expects(failed(FUNCTION, MATCHING_ID_REFUSED) + ", or 8.2/1.2 (ASN.1: error 127)")
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.prepare("ES2+.CancelOrder", () -> withdraw(trial, phone));
              refusedHere(trial, phone, List.of(MATCHING_ID_REFUSED, PROFILE_NOT_ALLOWED));
            }),
        state("95_RefusedByUser", "An order that its user has refused is over", 2)
            .given("a session that the user has ended with endUserRejection")
            .expects(failed(FUNCTION, PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.prepare(
                  "The user refuses the profile",
                  () -> phone.authenticate().cancel(CancelSessionReason.END_USER_REJECTION));
              refusedHere(trial, phone, List.of(PROFILE_NOT_ALLOWED));
            }),
        one("96_Installed", "A profile that is installed is not given out again")
            .requirement("SGP.22 v2 §5.6.3, check 14")
            .tags("state", "refusal")
            .given("a card that has installed the profile, and reported it")
            .expects(failed(FUNCTION, PROFILE_NOT_ALLOWED))
            .finds(Fault.accepts(AUTHENTICATE), Faults.refuses(AUTHENTICATE, 2, EID_REFUSED))
            .run(AuthenticateClientOrders::installed));
  }

  private static Case.Builder state(String id, String purpose, int nth) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §5.6.3, check 14")
        .tags("state", "refusal")
        .finds(Faults.unlike(AUTHENTICATE, nth, EID_REFUSED));
  }

  private static void refusedHere(Trial trial, Phone phone, List<StatusCode> expected) {
    trial.prepare("The card begins a session", phone::initiate);
    trial.step("AuthenticateClient");
    trial.refuses(FUNCTION, expected, phone::authenticateHere);
  }

  private static void withdraw(Trial trial, Phone phone) {
    trial
        .operator()
        .cancelOrder(new OrderCancellation(
            phone.order().iccid(),
            Optional.empty(),
            phone.order().matchingId(),
            FinalProfileStatus.UNAVAILABLE));
  }

  /** The report is judged after its answer: until then the card may still be served. */
  private static void installed(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.prepare("Download, install, report", phone::getsIt);
    trial.step("The card comes again, more slowly each time, until it is refused");
    var refusal = refusal(phone);
    var pause = FIRST_PAUSE;
    for (int i = 0; i < LOOKS && refusal.isEmpty(); i++) {
      Pace.REAL.pass(pause);
      pause = pause.multipliedBy(2);
      refusal = refusal(phone);
    }
    var found = refusal;
    trial.refuses(FUNCTION, PROFILE_NOT_ALLOWED, () -> {
      if (found.isPresent()) {
        throw found.get();
      }
    });
  }

  private static Optional<Es9PlusRefusal> refusal(Phone phone) {
    try {
      phone.authenticate();
      return Optional.empty();
    } catch (Es9PlusRefusal e) {
      return Optional.of(e);
    }
  }

  private static List<Case> limits() {
    return List.of(
        limit("97_AttemptsUsedUp", "An order without attempts left is refused", 1),
        limit("98_AttemptsUsedUpAgain", "Whoever comes later is told the same", 2));
  }

  private static Case limit(String id, String purpose, int times) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §5.6.3, check 16")
        .tags("limit", "refusal")
        .orders(ProfileKind.TWICE)
        .given("an order with two attempts, both used")
        .expects(failed(FUNCTION, DOWNLOAD_ATTEMPTS_EXCEEDED))
        .finds(Faults.unlike(AUTHENTICATE, 2 + times, PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.of(ProfileKind.TWICE));
          trial.prepare("Download twice", () -> {
            phone.authenticate().download();
            phone.authenticate().download();
          });
          for (int i = 0; i < times; i++) {
            trial.step("The card comes once more");
            trial.refuses(FUNCTION, DOWNLOAD_ATTEMPTS_EXCEEDED, phone::authenticate);
          }
        });
  }
}
