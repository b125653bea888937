package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.MatchingId;

/** The nominal way (SGP.22 v2 §3.1): after each step the rows and the event of the order. */
class NominalIT {

  @ParameterizedTest(name = "{0}, {1}, confirmation code {2}")
  @MethodSource("ways")
  void carriesAProfileToTheCard(Wire wire, Protection protection, boolean withCode) {
    var visit = Visit.of(wire, protection.order(withCode));
    var ordered = visit.rows();

    visit.authenticate();
    var authenticated = visit.rows();
    visit.download();
    var downloaded = visit.rows();
    visit.install();

    assertThat(authenticated).isEqualTo(ordered.tried(visit.device().eid()).begun());
    assertThat(downloaded).isEqualTo(authenticated.bound(visit.euiccOtpk()));
    assertThat(visit.rows()).isEqualTo(downloaded.installed());
    assertThat(visit.events().stream().filter(NominalIT::ofADevice).map(EventRow::withoutDetail))
        .containsExactlyInAnyOrder(
            EventRow.of("InitiateAuthentication", EventRow.OK),
            EventRow.of("AuthenticateClient", "RELEASED", "RELEASED", EventRow.OK),
            EventRow.of("GetBoundProfilePackage", "RELEASED", "DOWNLOADED", EventRow.OK),
            EventRow.of("HandleNotification", "DOWNLOADED", "INSTALLED", EventRow.OK));
  }

  @ParameterizedTest(name = "{0}, {1}, confirmation code {2}")
  @MethodSource("ways")
  void hasTheCardHoldWhatWasOrdered(Wire wire, Protection protection, boolean withCode) {
    var visit =
        Visit.of(wire, protection.order(withCode)).authenticate().download().install();

    var installed = visit.device().euicc().profiles();

    assertThat(installed).singleElement().satisfies(profile -> {
      assertThat(profile.iccid()).isEqualTo(visit.order().iccid());
      assertThat(profile.metadata().der())
          .isEqualTo(visit.authenticated().response().profileMetadata());
      assertThat(
              ProfilePackage.parse(profile.unprotectedProfilePackage()).facts().efIccid())
          .contains(visit.order().iccid());
    });
    assertThat(visit.authenticated().response().smdpSigned2().ccRequiredFlag()).isEqualTo(withCode);
    assertThat(visit.downloaded().boundProfilePackage().secondSequenceOf87().isPresent())
        .isEqualTo(protection == Protection.PROFILE_KEYS);
    assertThat(visit.device().euicc().notifications()).isEmpty();
  }

  /** By its matchingId, or by the EID alone, the matchingId left out or empty. */
  @ParameterizedTest(name = "{0}, {1}, asked for by {2}")
  @MethodSource("orders")
  void findsTheOrder(Wire wire, OrderSpec spec, Asking asking) {
    var visit = Visit.of(wire, spec);

    visit.authenticateWith(asking.matchingId(visit)).download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    assertThat(visit.rows().profile().eid()).contains(visit.device().eid());
  }

  @ParameterizedTest(name = "{0}, asked for by {1}")
  @MethodSource("askings")
  void findsAPackageAgainThatTheCardHasGot(Wire wire, Asking asking) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate().download();
    var key = visit.euiccOtpk();

    visit.authenticateWith(asking.matchingId(visit));

    assertThat(visit.authenticated().response().smdpSigned2().bppEuiccOtpk()).contains(key);
    visit.download().install();
    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  /** The card signs under one CI and believes the server under the other. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void servesACardWhoseCiIsNotTheServers(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    visit.by(visit.scene().deviceOfTwoMinds(wire));

    visit.authenticate().download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    assertThat(visit.device().euicc().profiles()).hasSize(1);
  }

  /** A key of one curve is of no use on the other: the card is offered none, and bound to another. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void bindsAfreshOnTheOtherCurve(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN);
    visit.by(visit.scene().deviceOnBothCurves(wire)).authenticate().download();
    var key = visit.euiccOtpk();
    var info = visit.device().euicc().euiccInfo1();
    var turned = EuiccInfo1.of(
        info.svn(),
        reversed(info.euiccCiPKIdListForVerification()),
        reversed(info.euiccCiPKIdListForSigning()));

    visit.initiate(turned).authenticateHere();

    assertThat(visit.authenticated().response().smdpSigned2().bppEuiccOtpk()).isEmpty();
    visit.download();
    assertThat(visit.euiccOtpk()).isNotEqualTo(key);
    assertThat(visit.rows().bound()).contains(visit.euiccOtpk());
    visit.install();
    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  private static <T> List<T> reversed(List<T> list) {
    var turned = new ArrayList<>(list);
    Collections.reverse(turned);
    return turned;
  }

  /** What a card says of the order it wants. */
  enum Asking {
    ITS_MATCHING_ID,
    NO_MATCHING_ID,
    AN_EMPTY_MATCHING_ID;

    Optional<MatchingId> matchingId(Visit visit) {
      return switch (this) {
        case ITS_MATCHING_ID -> visit.order().matchingId();
        case NO_MATCHING_ID -> Optional.empty();
        case AN_EMPTY_MATCHING_ID -> Optional.of(MatchingId.NONE);
      };
    }
  }

  static Stream<Arguments> ways() {
    return Wire.all().stream()
        .flatMap(wire -> Arrays.stream(Protection.values())
            .flatMap(protection ->
                Stream.of(false, true).map(withCode -> Arguments.of(wire, protection, withCode))));
  }

  static Stream<Arguments> orders() {
    return Wire.all().stream()
        .flatMap(wire -> Stream.of(
            Arguments.of(wire, OrderSpec.PLAIN, Asking.ITS_MATCHING_ID),
            Arguments.of(wire, OrderSpec.PLAIN.linked(), Asking.ITS_MATCHING_ID),
            Arguments.of(wire, OrderSpec.PLAIN.found(), Asking.NO_MATCHING_ID),
            Arguments.of(wire, OrderSpec.PLAIN.found(), Asking.AN_EMPTY_MATCHING_ID),
            Arguments.of(wire, OrderSpec.WITH_CODE.found(), Asking.NO_MATCHING_ID)));
  }

  static Stream<Arguments> askings() {
    return Wire.all().stream()
        .flatMap(wire -> Arrays.stream(Asking.values()).map(asking -> Arguments.of(wire, asking)));
  }

  private static boolean ofADevice(EventRow event) {
    return event.function().startsWith("ES9+.");
  }
}
