package org.opensmdp.simulator.conformance.cases;

import static org.opensmdp.rsp.StatusCode.EUICC_INSUFFICIENT_MEMORY;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.failed;
import static org.opensmdp.simulator.conformance.cases.AuthenticateClientCases.one;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.DeviceInfo;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.EuiccSigned1;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.AuthenticateClient: what the card can take, and how it may say so (§5.6.3, checks 17 and 18). */
public final class AuthenticateClientEligibility implements CaseSource {
  private static final Es9Function FUNCTION = Es9Function.AUTHENTICATE_CLIENT;
  private static final int PPR1 = 1;
  private static final int PPR2 = 2;
  private static final int CAT_ONLY = 9;
  private static final int SMALL = 1000;

  /** Members of tags that nobody has given yet, one of them constructed. */
  private static final Bytes LATER = Bytes.fromHex("9F7F0100BF7F03800100");

  @Override
  public List<Case> cases() {
    return Stream.of(ineligible(), eligible(), encodings(), extensions())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Case> ineligible() {
    return List.of(
        ineligible(
            "141_ForbiddenPolicyRule",
            "A card that forbids PPR1 gets no profile with it",
            ProfileKind.PPR1,
            PROFILE_TYPE_STOPPED_ON_WARNING,
            card -> card.forbiddenPolicyRules(List.of(PPR1))),
        ineligible(
            "142_ServiceMissing",
            "A card without USIM gets no profile that needs one",
            ProfileKind.WITH_SERVICES,
            PROFILE_TYPE_STOPPED_ON_WARNING,
            card -> card.uiccCapability(List.of(CAT_ONLY))),
        ineligible(
            "143_FormatTooNew",
            "A card of an older profile package format gets no newer package",
            ProfileKind.PLAIN,
            PROFILE_TYPE_STOPPED_ON_WARNING,
            card -> card.profileVersion(new VersionType(1, 0, 0))),
        memory());
  }

  private static Case memory() {
    return refused(
        one("144_MemoryTooSmall", "A card with too little memory is told so before the download")
            .needs(Feature.MEMORY_CHECK)
            .requirement("SGP.22 v2 §5.6.3, check 18"),
        ProfileKind.PLAIN,
        EUICC_INSUFFICIENT_MEMORY,
        card -> card.nonVolatileMemory(SMALL));
  }

  private static Case ineligible(
      String id,
      String purpose,
      ProfileKind kind,
      StatusCode expected,
      UnaryOperator<EuiccProfile.Builder> card) {
    return refused(
        one(id, purpose).requirement("SGP.22 v2 §5.6.3, check 17; annex F"), kind, expected, card);
  }

  private static Case refused(
      Case.Builder builder,
      ProfileKind kind,
      StatusCode expected,
      UnaryOperator<EuiccProfile.Builder> card) {
    return builder
        .tags("eligibility", "refusal")
        .orders(kind)
        .given("a released order of the kind " + kind)
        .expects(failed(FUNCTION, expected))
        .finds(Faults.unlike(AUTHENTICATE, 1, StatusCode.PROFILE_NOT_ALLOWED))
        .run(trial -> {
          var phone = trial.phone(card).orders(Wish.of(kind));
          trial.prepare("The card begins a session", phone::initiate);
          trial.step("AuthenticateClient with the EUICCInfo2 of the card");
          trial.refuses(FUNCTION, expected, phone::authenticateHere);
        });
  }

  private static List<Case> eligible() {
    return List.of(
        eligible(
            "145_PolicyRuleNotForbidden",
            "A card that forbids no policy rule gets a profile with PPR1",
            card -> card),
        eligible(
            "146_OtherPolicyRuleForbidden",
            "A card that forbids PPR2 gets a profile with PPR1",
            card -> card.forbiddenPolicyRules(List.of(PPR2))),
        one(
                "147_OtherCardAfterIneligible",
                "A card that cannot take a profile leaves it to another")
            .requirement("SGP.22 v2 §5.6.3")
            .tags("eligibility")
            .given("an order that a card has come for that cannot take the profile")
            .expects("Executed-Success for a card that can")
            .finds(
                Faults.refuses(AUTHENTICATE, 2, StatusCode.EID_REFUSED),
                Faults.refuses(AUTHENTICATE, 2, StatusCode.PROFILE_NOT_ALLOWED))
            .run(trial -> {
              var old = trial
                  .phone(card -> card.profileVersion(new VersionType(1, 0, 0)))
                  .orders(Wish.PLAIN);
              trial.step("A card that is too old");
              trial.refusesSomehow(old::authenticate);
              trial.step("Another card");
              var able = trial.phone().scans(old.order());
              trial.accepts(able::authenticate);
            }));
  }

  private static Case eligible(
      String id, String purpose, UnaryOperator<EuiccProfile.Builder> card) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §5.6.3, check 17")
        .tags("eligibility")
        .orders(ProfileKind.PPR1)
        .given("a released order of the kind " + ProfileKind.PPR1)
        .expects("Executed-Success")
        .finds(Faults.refuses(AUTHENTICATE, 1, PROFILE_TYPE_STOPPED_ON_WARNING))
        .run(trial -> {
          var phone = trial.phone(card).orders(Wish.of(ProfileKind.PPR1));
          trial.prepare("The card begins a session", phone::initiate);
          trial.step("AuthenticateClient with the EUICCInfo2 of the card");
          trial.accepts(phone::authenticateHere);
        });
  }

  /** Cards say the same in several ways. */
  private static List<Case> encodings() {
    return List.of(
        saying(
            "151_BitsWithZeros",
            "Capabilities with zero bits at their end are read",
            signed -> info2(signed, 0x85, value -> Bytes.concat(value, Bytes.fromHex("0000")))),
        saying(
            "152_MemoryNotTold",
            "A card that does not tell its memory is not judged by it",
            signed -> info2(signed, 0x84, value -> Bytes.fromHex("810100"))),
        saying(
            "153_CardOfV20",
            "EUICCInfo2 without ppVersion and sasAccreditationNumber is read",
            AuthenticateClientEligibility::ofV20),
        saying(
            "154_Imei",
            "deviceInfo may have an IMEI",
            signed -> device(signed, Optional.of(Bytes.fromHex("5392601102436587")))),
        saying(
            "155_NoImei",
            "deviceInfo may have no IMEI",
            signed -> device(signed, Optional.empty())));
  }

  private static Case saying(String id, String purpose, UnaryOperator<EuiccSigned1> change) {
    return one(id, purpose)
        .requirement("SGP.22 v2 §4.2, §4.3, §5.7.13; rule of the field")
        .tags("encoding")
        .given("a released order")
        .expects("Executed-Success")
        .finds(
            Faults.refuses(AUTHENTICATE, 1, StatusCode.FORMAT_INVALID),
            Faults.refuses(AUTHENTICATE, 1, PROFILE_TYPE_STOPPED_ON_WARNING))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("The card begins a session", phone::initiate);
          trial.step("AuthenticateClient with an euiccSigned1 as the purpose says");
          trial.accepts(() -> phone.authenticateSaying(change));
        });
  }

  private static EuiccSigned1 info2(EuiccSigned1 signed, int tag, UnaryOperator<Bytes> change) {
    var changed = new ArrayList<Bytes>();
    for (var member : members(signed.euiccInfo2().der())) {
      changed.add(
          member.tag() == tag ? Der.tlv(tag, change.apply(member.value())) : member.whole());
    }
    return with(signed, changed);
  }

  private static EuiccSigned1 ofV20(EuiccSigned1 signed) {
    var kept = new ArrayList<Bytes>();
    for (var member : members(signed.euiccInfo2().der())) {
      if (member.tag() != 0x04 && member.tag() != 0x0C) {
        kept.add(member.whole());
      }
    }
    return with(signed, kept);
  }

  private static List<Tlv> members(Bytes sequence) {
    var found = new ArrayList<Tlv>();
    var members = Tlv.parse("EUICCInfo2", sequence).members("EUICCInfo2");
    while (members.hasNext()) {
      found.add(members.next());
    }
    return found;
  }

  private static EuiccSigned1 with(EuiccSigned1 signed, List<Bytes> info2) {
    var changed = EuiccInfo2.parse(Der.tlv(0xBF22, info2.toArray(Bytes[]::new)));
    return EuiccSigned1.of(
        signed.transactionId(),
        signed.serverAddress(),
        signed.serverChallenge(),
        changed,
        signed.ctxParams1());
  }

  private static EuiccSigned1 device(EuiccSigned1 signed, Optional<Bytes> imei) {
    var genuine = signed.ctxParams1();
    var info =
        DeviceInfo.of(genuine.deviceInfo().tac(), genuine.deviceInfo().deviceCapabilities(), imei);
    return with(signed, CtxParams1.of(genuine.matchingId(), info));
  }

  private static EuiccSigned1 with(EuiccSigned1 signed, CtxParams1 ctxParams1) {
    return EuiccSigned1.of(
        signed.transactionId(),
        signed.serverAddress(),
        signed.serverChallenge(),
        signed.euiccInfo2(),
        ctxParams1);
  }

  /** What later versions add is not the business of a server of v2. */
  private static List<Case> extensions() {
    return List.of(
        later(
            "161_LaterInSigned1",
            "Members of later versions behind those of euiccSigned1 are passed over",
            phone -> {
              var genuine = phone.cardAccepts();
              var longer = longer(genuine.euiccSigned1().der());
              return AuthenticateServerResponse.Ok.of(
                  EuiccSigned1.parse(longer),
                  phone.sign(longer),
                  genuine.euiccCertificate(),
                  genuine.eumCertificate());
            }),
        later(
            "162_LaterInInfo2",
            "Members of later versions behind those of EUICCInfo2 are passed over",
            phone -> resigned(phone, signed -> {
              var info = EuiccInfo2.parse(longer(signed.euiccInfo2().der()));
              return EuiccSigned1.of(
                  signed.transactionId(),
                  signed.serverAddress(),
                  signed.serverChallenge(),
                  info,
                  signed.ctxParams1());
            })),
        later(
            "163_LaterInCtxParams",
            "Members of v3 in ctxParams1 and deviceInfo are passed over",
            phone -> resigned(phone, signed -> with(signed, ofV3(signed.ctxParams1())))),
        later(
            "164_OtherCertificates",
            "Certificates of v3 behind those of the card are passed over",
            phone -> {
              var genuine = phone.cardAccepts();
              return AuthenticateServerResponse.parse(Der.tlv(
                  0xBF38,
                  Der.tlv(
                      0xA0,
                      genuine.euiccSigned1().der(),
                      genuine.euiccSignature1(),
                      genuine.euiccCertificate(),
                      genuine.eumCertificate(),
                      Der.tlv(0xA0, genuine.eumCertificate()),
                      LATER)));
            }));
  }

  private static AuthenticateServerResponse resigned(
      Phone phone, UnaryOperator<EuiccSigned1> change) {
    var genuine = phone.cardAccepts();
    var signed = change.apply(genuine.euiccSigned1());
    return AuthenticateServerResponse.Ok.of(
        signed, phone.sign(signed.der()), genuine.euiccCertificate(), genuine.eumCertificate());
  }

  private static Bytes longer(Bytes sequence) {
    var tlv = Tlv.parse("sequence", sequence);
    return Der.tlv(tlv.tag(), tlv.value(), LATER);
  }

  /** With preferredLanguages, deviceTestMode, lpaRspCapability and operationType. */
  private static CtxParams1 ofV3(CtxParams1 genuine) {
    var device = Tlv.parse("deviceInfo", genuine.deviceInfo().der());
    return CtxParams1.parse(Der.tlv(
        0xA0,
        genuine.matchingId().map(id -> Der.utf8(0x80, id.text())).orElse(Bytes.EMPTY),
        Der.tlv(
            device.tag(),
            device.value(),
            Bytes.fromHex("A3040C02656E"),
            Bytes.fromHex("8400"),
            Bytes.fromHex("850204F0"),
            LATER),
        Bytes.fromHex("82020780"),
        LATER));
  }

  private static Case later(
      String id, String purpose, Function<Phone, AuthenticateServerResponse> answer) {
    return one(id, purpose)
        .requirement("SGP.22 v2 annex H (extensible types); SGP.22 v3 §5.6.3")
        .tags("extensions", "v3")
        .needs(Feature.EXTENSIONS)
        .given("a released order")
        .expects("Executed-Success")
        .finds(
            Faults.refuses(AUTHENTICATE, 1, StatusCode.FORMAT_INVALID),
            Faults.refuses(AUTHENTICATE, 1, StatusCode.EUICC_VERIFICATION_FAILED))
        .run(trial -> tells(trial, answer));
  }

  private static void tells(Trial trial, Function<Phone, AuthenticateServerResponse> answer) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.prepare("The card begins a session", phone::initiate);
    trial.step("AuthenticateClient with more members than v2 knows");
    trial.accepts(() -> phone.tell(answer.apply(phone)));
  }
}
