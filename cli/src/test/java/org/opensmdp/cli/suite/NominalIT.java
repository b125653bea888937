package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.profile.ProfilePackage;

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
    var visit = Visit.of(wire, protection.order(withCode)).authenticate().download().install();

    var installed = visit.device().euicc().profiles();

    assertThat(installed).singleElement().satisfies(profile -> {
      assertThat(profile.iccid()).isEqualTo(visit.order().iccid());
      assertThat(profile.metadata().der())
          .isEqualTo(visit.authenticated().response().profileMetadata());
      assertThat(ProfilePackage.parse(profile.unprotectedProfilePackage()).facts().efIccid())
          .contains(visit.order().iccid());
    });
    assertThat(visit.authenticated().response().smdpSigned2().ccRequiredFlag())
        .isEqualTo(withCode);
    assertThat(visit.downloaded().boundProfilePackage().secondSequenceOf87().isPresent())
        .isEqualTo(protection == Protection.PROFILE_KEYS);
    assertThat(visit.device().euicc().notifications()).isEmpty();
  }

  /** By the EID alone, with no matchingId or an empty one; and linked to it by the operator. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("orders")
  void findsTheOrder(Wire wire, OrderSpec spec) {
    var visit = Visit.of(wire, spec);

    visit.authenticate().download().install();

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
    assertThat(visit.rows().profile().eid()).contains(visit.device().eid());
  }

  static Stream<Arguments> ways() {
    return Wire.all().stream()
        .flatMap(wire -> Arrays.stream(Protection.values())
            .flatMap(protection -> Stream.of(false, true)
                .map(withCode -> Arguments.of(wire, protection, withCode))));
  }

  static Stream<Arguments> orders() {
    return Wire.all().stream()
        .flatMap(wire -> Stream.of(
                OrderSpec.PLAIN.found(), OrderSpec.PLAIN.linked(), OrderSpec.WITH_CODE.found())
            .map(spec -> Arguments.of(wire, spec)));
  }

  private static boolean ofADevice(EventRow event) {
    return event.function().startsWith("ES9+.");
  }
}
