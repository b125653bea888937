package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.rsp.StatusCode.CI_PUBLIC_KEY_UNKNOWN;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_CERTIFICATE_INVALID;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUM_CERTIFICATE_INVALID;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.one;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.opensmdp.certs.CertificateRole;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.Variation;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.AuthenticateClient: the certificates of card and EUM (§4.5.2, §5.6.3, checks 3 to 8). */
public final class AuthenticateClientCertificates implements CaseSource {
  private static final Es9Function FUNCTION = Es9Function.AUTHENTICATE_CLIENT;

  /** Makes the card that signs instead of the genuine one. */
  private interface Card extends BiFunction<Trial, Phone, EuiccIdentity> {}

  @Override
  public List<Case> cases() {
    return Stream.of(
            cis(), eums(), eumValidity(), euiccs(), euiccValidity(), numbers(), later(), order())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> cis() {
    return List.of(
        ci(
                "21_UnknownCi",
                "A card of a CI that the server does not know is refused",
                (trial, phone) -> Forged.stranger(trial, trial.wire().curve())
                    .euicc(phone.identity().eid()))
            .run(),
        ci(
                "22_CiNotChosen",
                "A card of a CI that the server has, but not chosen, is refused",
                Forged::ofTheOtherCi)
            .needs(Feature.NIST, Feature.BRAINPOOL)
            .run(),
        ci(
                "23_EumNamesAnotherCi",
                "An EUM certificate that names another issuer is refused",
                (trial, phone) -> Forged.withEum(
                    trial, phone, Variation.with(Variation.Fault.FOREIGN_AUTHORITY_KEY_ID)))
            .run());
  }

  private static Row ci(String id, String purpose, Card card) {
    return new Row(one(id, purpose), 3, CI_PUBLIC_KEY_UNKNOWN, EUM_CERTIFICATE_INVALID, card);
  }

  /** One row: what is odd, and what it must be answered. */
  private record Row(
      Case.Builder builder, int check, StatusCode expected, StatusCode mistaken, Card card) {
    Row needs(Feature... features) {
      builder.needs(features);
      return this;
    }

    Case run() {
      return builder
          .requirement("SGP.22 v2 §4.5.2, §5.6.3, check " + check)
          .tags("certificate", "refusal")
          .given("a released order, and a session that has begun")
          .expects(AuthenticateClientCases.failed(FUNCTION, expected))
          .finds(Faults.unlike(AUTHENTICATE, 1, mistaken))
          .run(trial -> refused(trial, expected));
    }

    private void refused(Trial trial, StatusCode code) {
      var said = forged(trial, card);
      trial.step("AuthenticateClient with other certificates and a signature that fits them");
      trial.refuses(FUNCTION, code, () -> said.phone.tell(said.answer.get()));
    }
  }

  /** A phone in a session, and the forged answer. */
  private record Said(Phone phone, Supplier<AuthenticateServerResponse> answer) {}

  private static Said forged(Trial trial, Card card) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.prepare("Begin a session", phone::initiate);
    var identity = card.apply(trial, phone);
    return new Said(phone, () -> Forged.as(identity, phone.cardAccepts()));
  }

  private static List<Case> eums() {
    return List.of(
        eum("24_EumForged", "with a forged signature", fault(Variation.Fault.FORGED_SIGNATURE)),
        eum(
            "25_EumWithoutIssuer",
            "that names no issuer",
            fault(Variation.Fault.NO_AUTHORITY_KEY_ID)),
        eum("26_EumNoCa", "that is no CA", fault(Variation.Fault.WRONG_CA_FLAG)),
        eum("27_EumKeyUsage", "for another use of its key", fault(Variation.Fault.WRONG_KEY_USAGE)),
        eum(
            "28_EumWithoutNameConstraint",
            "without a name constraint",
            fault(Variation.Fault.NO_NAME_CONSTRAINT)),
        eum(
            "29_EumUnknownCritical",
            "with an unknown critical extension",
            fault(Variation.Fault.UNKNOWN_CRITICAL_EXTENSION)),
        eum("30_EumRole", "of another role", Variation.NONE.role(CertificateRole.DP_AUTH)),
        eum(
            "31_EumForgedAndExpired",
            "that is forged and has expired: the signature comes first",
            fault(Variation.Fault.FORGED_SIGNATURE).validity(Forged.past())),
        choice(
            "32_EumOnOtherCurve",
            "An EUM certificate on another curve is refused",
            (trial, phone) -> Forged.withEum(trial, phone, fault(Variation.Fault.OTHER_CURVE))));
  }

  private static Variation fault(Variation.Fault... faults) {
    return Variation.with(faults);
  }

  private static Case eum(String id, String what, Variation variation) {
    return eum(id, what, 4, EUM_CERTIFICATE_INVALID, EUICC_CERTIFICATE_INVALID, variation);
  }

  private static Case eum(
      String id,
      String what,
      int check,
      StatusCode expected,
      StatusCode mistaken,
      Variation variation) {
    return new Row(
            one(id, "An EUM certificate %s is refused".formatted(what)).tags("eum"),
            check,
            expected,
            mistaken,
            (trial, phone) -> Forged.withEum(trial, phone, variation))
        .run();
  }

  private static List<Case> eumValidity() {
    return List.of(
        eumTime("33_EumExpired", "that has expired", Variation.NONE.validity(Forged.past())),
        eumTime("34_EumNotYetValid", "of the future", Variation.NONE.validity(Forged.future())),
        eumTime(
            "35_EumExpiredAndOdd",
            "that has expired and is odd as well: the validity comes first",
            fault(Variation.Fault.NO_NAME_CONSTRAINT, Variation.Fault.WRONG_CA_FLAG)
                .validity(Forged.past())));
  }

  private static Case eumTime(String id, String what, Variation variation) {
    return eum(id, what, 5, EUM_CERTIFICATE_EXPIRED, EUM_CERTIFICATE_INVALID, variation);
  }

  private static List<Case> euiccs() {
    return List.of(
        euicc("36_EuiccForged", "with a forged signature", fault(Variation.Fault.FORGED_SIGNATURE)),
        euicc(
            "37_EuiccWithoutIssuer",
            "that names no issuer",
            fault(Variation.Fault.NO_AUTHORITY_KEY_ID)),
        euicc(
            "38_EuiccOfAnotherIssuer",
            "that names another issuer",
            fault(Variation.Fault.FOREIGN_AUTHORITY_KEY_ID)),
        euicc(
            "39_EuiccKeyUsage",
            "for another use of its key",
            fault(Variation.Fault.WRONG_KEY_USAGE)),
        euicc(
            "40_EuiccUnknownCritical",
            "with an unknown critical extension",
            fault(Variation.Fault.UNKNOWN_CRITICAL_EXTENSION)),
        euicc("41_EuiccRole", "of another role", Variation.NONE.role(CertificateRole.DP_PB)),
        euicc("42_EuiccWithoutEid", "without an EID", fault(Variation.Fault.NO_EID)),
        euicc("43_EuiccMarkedAsCa", "that is marked as a CA", fault(Variation.Fault.WRONG_CA_FLAG)),
        choice(
            "44_EuiccOnOtherCurve",
            "An eUICC certificate on another curve is refused",
            (trial, phone) ->
                Forged.withCertificate(trial, phone, fault(Variation.Fault.OTHER_CURVE))));
  }

  private static Case euicc(String id, String what, Variation variation) {
    return euicc(id, what, 6, EUICC_CERTIFICATE_INVALID, EUM_CERTIFICATE_INVALID, variation);
  }

  private static Case euicc(
      String id,
      String what,
      int check,
      StatusCode expected,
      StatusCode mistaken,
      Variation variation) {
    return new Row(
            one(id, "An eUICC certificate %s is refused".formatted(what)).tags("euicc"),
            check,
            expected,
            mistaken,
            (trial, phone) -> Forged.withCertificate(trial, phone, variation))
        .run();
  }

  private static List<Case> euiccValidity() {
    return List.of(
        euiccTime("45_EuiccExpired", "that has expired", Variation.NONE.validity(Forged.past())),
        euiccTime("46_EuiccNotYetValid", "of the future", Variation.NONE.validity(Forged.future())),
        euiccTime(
            "47_EuiccExpiredAndOdd",
            "that has expired and is odd as well: the validity comes first",
            fault(Variation.Fault.WRONG_KEY_USAGE).validity(Forged.past())));
  }

  private static Case euiccTime(String id, String what, Variation variation) {
    return euicc(id, what, 7, EUICC_CERTIFICATE_EXPIRED, EUICC_CERTIFICATE_INVALID, variation);
  }

  /** What the EUM may give numbers of. */
  private static List<Case> numbers() {
    return List.of(
        number(
            "48_EidOfAnotherEum",
            "A card whose EID is not one of its EUM is refused",
            (trial, phone) -> Forged.ofAnotherEum(trial)),
        number(
            "49_EumForOtherEids",
            "A card whose EUM may certify other EIDs only is refused",
            (trial, phone) -> Forged.withEum(trial, phone, Variation.NONE.ein("89049033"))),
        number(
            "50_EuiccOrganisation",
            "A card of another organisation than its EUM is for is refused",
            (trial, phone) -> Forged.withCertificate(
                trial, phone, Variation.NONE.organisation("somebody else"))));
  }

  /** As certificates of v3 say the same. */
  private static List<Case> later() {
    return List.of(
        new Row(
                one(
                        "67_OtherEinsOfV3",
                        "An EUM that may certify other EIDs, said as v3 does, is refused")
                    .tags("eid", "v3"),
                8,
                EUICC_CERTIFICATE_INVALID,
                StatusCode.EID_REFUSED,
                (trial, phone) -> Forged.withEum(
                    trial, phone, Variation.NONE.permittedEins(List.of("8988", "8999"))))
            .needs(Feature.EXTENSIONS)
            .run(),
        one("68_PoliciesOfV3", "A card whose certificate has the policy of v3 is accepted")
            .requirement("SGP.22 v3 §4.5.2.1")
            .tags("certificate", "v3")
            .needs(Feature.EXTENSIONS)
            .given("a released order, and a session that has begun")
            .expects("Executed-Success")
            .finds(
                Faults.refuses(AUTHENTICATE, 1, EUICC_CERTIFICATE_INVALID),
                Faults.refuses(AUTHENTICATE, 1, EUM_CERTIFICATE_INVALID))
            .run(trial -> {
              var said = forged(
                  trial,
                  (at, phone) ->
                      Forged.withCertificate(at, phone, fault(Variation.Fault.POLICY_OF_V3)));
              trial.step("AuthenticateClient with a certificate of v3");
              trial.accepts(() -> said.phone.tell(said.answer.get()));
            }));
  }

  private static Case number(String id, String purpose, Card card) {
    return new Row(
            one(id, purpose).tags("eid"),
            8,
            EUICC_CERTIFICATE_INVALID,
            StatusCode.EID_REFUSED,
            card)
        .run();
  }

  /** What breaks the chain in one place or another, as the server reads it. */
  private static Case choice(String id, String purpose, Card card) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §2.6.7.2, §4.5.2, §5.6.3, checks 4 to 9")
        .tags("certificate", "refusal")
        .given("a released order, and a session that has begun")
        .expects("Failed; the code is the server's choice")
        .finds(Fault.accepts(AUTHENTICATE), Fault.status(AUTHENTICATE, 500))
        .run(trial -> {
          var said = forged(trial, card);
          trial.step("AuthenticateClient with a key on another curve");
          trial.refusesSomehow(() -> said.phone.tell(said.answer.get()));
        });
  }

  private static List<Case> order() {
    return List.of(one(
            "66_OrderAfterForeignCard", "A card that is not accepted costs the order nothing")
        .requirement("SGP.22 v2 §5.6.3")
        .tags("certificate")
        .given("a card with an expired certificate has come for the order")
        .expects("Executed-Success for a genuine card in a new session")
        .finds(
            Faults.refuses(AUTHENTICATE, 2, StatusCode.EID_REFUSED),
            Faults.refuses(AUTHENTICATE, 2, StatusCode.PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var expired = Variation.NONE.validity(Forged.past());
          var said = forged(trial, (at, phone) -> Forged.withCertificate(at, phone, expired));
          trial.step("A card that has expired is refused");
          trial.refusesSomehow(() -> said.phone.tell(said.answer.get()));
          trial.step("A genuine card comes for the same order");
          var genuine = trial.phone().scans(said.phone.order());
          trial.accepts(genuine::authenticate);
        }));
  }
}
