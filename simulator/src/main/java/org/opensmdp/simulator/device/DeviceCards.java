package org.opensmdp.simulator.device;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.DeviceInfo;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.simulator.CardSpeed;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.RulesAuthorisationTable;
import org.opensmdp.simulator.VirtualEuicc;

/** Makes the cards of a description, and what their phones say of themselves. */
final class DeviceCards {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String TAC = "35290611";
  private static final Bytes LTE_RELEASE_15 = Der.tlv(0x85, Bytes.fromHex("0F0000"));

  private DeviceCards() {}

  static Eid eid(DeviceDescription description, long number) {
    String ein = description.euicc().ein().orElse(EuiccPopulation.EIN);
    return Eid.withCheckDigits(ein + "%022d".formatted(number));
  }

  static VirtualEuicc make(
      DeviceDescription description, List<TestHierarchy> hierarchies, long number, Pace pace) {
    var certificates = new DeviceCertificates(description, hierarchies);
    var euicc = new VirtualEuicc(
        profile(description, certificates, eid(description, number)), RANDOM, CLOCK);
    euicc.behave(description.allQuirks());
    description
        .euicc()
        .speed()
        .ifPresent(speed -> euicc.takeTime(new CardSpeed(speed.factor(), pace)));
    return euicc;
  }

  private static EuiccProfile profile(
      DeviceDescription description, DeviceCertificates certificates, Eid eid) {
    var section = description.euicc();
    var identities =
        section.identities().stream().map(ci -> certificates.identity(ci, eid)).toList();
    List<RspCertificate> trusted = section.trusts().orElse(section.identities()).stream()
        .map(certificates::trusted)
        .toList();
    var builder = EuiccProfile.builder(identities, trusted)
        .svn(section.svn())
        .profileVersion(section.profileVersion())
        .firmware(section.firmware());
    section.highestSvn().ifPresent(builder::highestSvn);
    section.memory().ifPresent(builder::nonVolatileMemory);
    section.volatileMemory().ifPresent(builder::volatileMemory);
    section
        .uiccCapability()
        .ifPresent(services -> builder.uiccCapability(
            services.stream().map(MandatoryService::capabilityBit).toList()));
    section
        .rspCapability()
        .ifPresent(abilities ->
            builder.rspCapability(abilities.stream().map(Enum::ordinal).toList()));
    section
        .forbiddenPprs()
        .ifPresent(rules ->
            builder.forbiddenPolicyRules(rules.stream().map(Enum::ordinal).toList()));
    section
        .rules()
        .ifPresent(rules -> builder.rulesAuthorisationTable(
            new RulesAuthorisationTable(rules.stream().map(DeviceCards::rule).toList())));
    return builder.build();
  }

  private static RulesAuthorisationTable.Rule rule(EuiccSection.AuthorisationRule rule) {
    return new RulesAuthorisationTable.Rule(
        rule.pprs().stream().map(Enum::ordinal).toList(),
        rule.operators().stream().map(DeviceCards::operator).toList(),
        rule.consent());
  }

  /** Nibbles MCC2 MCC1, MNC3 MCC3, MNC2 MNC1; MNC3 is F in a network code of two digits. */
  private static ProfileOwner operator(String text) {
    String mcc = text.substring(0, 3);
    String mnc = text.length() == 6 ? text.substring(4) + "F" : text.substring(4);
    var swapped = "" + mcc.charAt(1) + mcc.charAt(0) + mnc.charAt(2) + mcc.charAt(2) + mnc.charAt(1)
        + mnc.charAt(0);
    return new ProfileOwner(Bytes.fromHex(swapped), Optional.empty(), Optional.empty());
  }

  /** What the LPA says and does; when it reports is decided elsewhere. */
  static LpaOptions options(DeviceDescription description, long number) {
    String tac = description.tac().orElse(TAC);
    var imei = description.imei() ? Optional.of(imei(tac, number)) : Optional.<Bytes>empty();
    var info = DeviceInfo.of(Bytes.fromHex(tac), Der.tlv(0xA1, LTE_RELEASE_15), imei);
    return new LpaOptions(info, description.manner().cancelsAfterRefusal(), false);
  }

  /** Fifteen digits with their check digit, swapped, F in the place of the sixteenth. */
  private static Bytes imei(String tac, long number) {
    String digits = tac + "%06d".formatted(number % 1_000_000);
    String whole = digits + checkDigit(digits) + "F";
    var swapped = new StringBuilder();
    for (int i = 0; i < whole.length(); i += 2) {
      swapped.append(whole.charAt(i + 1)).append(whole.charAt(i));
    }
    return Bytes.fromHex(swapped.toString());
  }

  private static int checkDigit(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      int counted = i % 2 == 0 ? digit : digit * 2;
      sum += counted / 10 + counted % 10;
    }
    return (10 - sum % 10) % 10;
  }
}
