package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.cli.Metrics;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es2PlusRefusal;
import org.opensmdp.simulator.OrderConfirmation;

/**
 * Somebody changes the tables behind the server's back: the next handoff finds it, answers as the
 * standard has it, counts it, and tells the timeline of the order (docs/handoffs.md).
 */
class HandoffsIT {
  private static final Wire WIRE = new Wire(Binding.JSON, Curve.NIST_P256);
  private static final Refused NOT_DELIVERED = new Refused("1.2/4.2", 127);
  private static final Refused ANOTHER_CARD = new Refused("8.1.1/3.8", 7);

  private final Scene scene = Scene.get();
  private final Metrics metrics = Metrics.of(TestHouse.get());

  /** Counts what a step adds to a figure. */
  private double added(String figure, Runnable step) {
    double before = metrics.value(figure);
    step.run();
    return metrics.value(figure) - before;
  }

  private static String checks(String handoff, String result) {
    return "smdp_handoff_checks_total{handoff=\"%s\",result=\"%s\",}".formatted(handoff, result);
  }

  private static String contradictions(String handoff) {
    return "smdp_integrity_mismatch_total{handoff=\"%s\",}".formatted(handoff);
  }

  private int change(String sql, Object... values) {
    return scene.tables().change(sql, values);
  }

  private void assertTold(Iccid iccid, String handoff, String result, String what) {
    assertThat(TestHouse.get().server().stores().timeline().of(iccid))
        .filteredOn(event -> event.function().equals("Handoff"))
        .singleElement()
        .satisfies(event -> {
          assertThat(event.status()).isEqualTo(result);
          assertThat(event.detail()).startsWith(handoff + ": ").contains(what);
        });
  }

  private void assertNotReleased(Iccid iccid, String reason) {
    var refusal =
        catchThrowableOfType(Es2PlusRefusal.class, () -> scene.operator().releaseProfile(iccid));

    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(refusal.subject() + "/" + refusal.reason()).isEqualTo("8.2.1/3.5");
    assertThat(refusal.getMessage()).contains(reason);
  }

  private void swapImsis(Iccid one, Iccid other) {
    var first = scene.tables().text("select imsi from profile where iccid = ?", one.digits());
    var second = scene.tables().text("select imsi from profile where iccid = ?", other.digits());
    var set = "update profile set imsi = ? where iccid = ?";
    change("update profile set imsi = null where iccid = ?", one.digits());
    change(set, first, other.digits());
    change(set, second, one.digits());
  }

  // H2, H3

  @Test
  void countsWhatOperatorsNameAndCallsNobody() {
    var unknown = Iccid.withCheckDigit("890010100000099999");
    double called = metrics.value(contradictions("H2_DOWNLOAD_ORDER"));

    assertThat(added(
            checks("H2_DOWNLOAD_ORDER", "mismatch"),
            () -> assertThatExceptionOfType(Es2PlusRefusal.class)
                .isThrownBy(() -> scene.operator().downloadOrder(DownloadOrder.of(unknown)))))
        .isEqualTo(1);
    assertThat(added(
            checks("H3_CONFIRM_ORDER", "match"),
            () -> scene.order(OrderSpec.PLAIN.unreleased(), Scene.anyEid())))
        .isEqualTo(1);
    assertThat(metrics.value(contradictions("H2_DOWNLOAD_ORDER"))).isEqualTo(called);
  }

  @Test
  void countsAnEidThatIsNotTheOneOfTheOrder() {
    var iccid = scene
        .operator()
        .downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE).forEid(Scene.anyEid()));

    assertThat(added(
            checks("H3_CONFIRM_ORDER", "mismatch"),
            () -> assertThatExceptionOfType(Es2PlusRefusal.class)
                .isThrownBy(() -> scene
                    .operator()
                    .confirmOrder(OrderConfirmation.release(iccid).forEid(Scene.anyEid())))))
        .isEqualTo(1);
  }

  // H4, H5, H6

  @Test
  void countsWhatIsReleased() {
    assertThat(added(
            checks("H4_PACKAGE", "match"), () -> scene.order(OrderSpec.PLAIN, Scene.anyEid())))
        .isEqualTo(1);
    assertThat(added(
            checks("H5_METADATA", "match"), () -> scene.order(OrderSpec.PLAIN, Scene.anyEid())))
        .isEqualTo(1);
    assertThat(added(
            checks("H6_RELEASE", "match"), () -> scene.order(OrderSpec.PLAIN, Scene.anyEid())))
        .isEqualTo(1);
  }

  @Test
  void releasesNeitherOfTwoProfilesWhoseImsisWereSwapped() {
    var one = scene.order(OrderSpec.PLAIN.unreleased(), Scene.anyEid()).iccid();
    var other = scene.order(OrderSpec.PLAIN.unreleased(), Scene.anyEid()).iccid();
    swapImsis(one, other);

    assertThat(added(contradictions("H4_PACKAGE"), () -> {
          assertNotReleased(one, "usim.ef-imsi");
          assertNotReleased(other, "usim.ef-imsi");
        }))
        .isEqualTo(2);

    assertTold(one, "H4_PACKAGE", "MISMATCH", "usim.ef-imsi");
    assertTold(other, "H4_PACKAGE", "MISMATCH", "usim.ef-imsi");
    swapImsis(one, other);
    scene.operator().releaseProfile(one);
  }

  @Test
  void releasesNothingOfATemplateThatWasAltered() {
    var inventory = TestHouse.get().server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = TestHouse.get().stock().type(operator, "suite-altered", Protection.SESSION_KEYS);
    inventory.addStock(type, List.of(subscriber()));
    var order = scene.order(OrderSpec.of("suite-altered").unreleased(), Scene.anyEid());
    // Somebody who may do everything: the database itself refuses it otherwise.
    change("alter table profile_version disable trigger profile_version_content");
    assertThat(change("""
            update profile_version set template = set_byte(template, 700,
              get_byte(template, 700) # 1) where profile_type_id = ?""", type.profileTypeId())).isEqualTo(1);
    change("alter table profile_version enable trigger profile_version_content");

    assertThat(added(
            contradictions("H6_RELEASE"),
            () -> assertNotReleased(order.iccid(), "is not the one that was imported")))
        .isEqualTo(1);

    assertTold(order.iccid(), "H6_RELEASE", "MISMATCH", "is not the one that was imported");
  }

  /** Of the test network 001/03, so that none is one of the other stocks. */
  private static SubscriberData subscriber() {
    long number = new SecureRandom().nextLong(1_000_000_000L);
    var key = new byte[16];
    new SecureRandom().nextBytes(key);
    return SubscriberData.of(
        Iccid.withCheckDigit("8900103%011d".formatted(number)),
        new Imsi("00103%010d".formatted(number)),
        Secret.of(key),
        Secret.of(key));
  }

  // H7

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void refusesACardWhoseProfileAnotherCardHasToo(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate();
    var iccid = visit.order().iccid();
    change(
        "update rsp_session set eid = ? where iccid = ?", Scene.anyEid().digits(), iccid.digits());

    assertThat(added(
            contradictions("H7_AUTHENTICATION"),
            () -> visit.assertRefused(ANOTHER_CARD, Visit::authenticate)))
        .isEqualTo(1);

    assertTold(iccid, "H7_AUTHENTICATION", "MISMATCH", "another eUICC");
  }

  @Test
  void callsNobodyForASecondPhone() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate();
    visit.by(scene.device(WIRE));

    assertThat(added(
            contradictions("H7_AUTHENTICATION"),
            () -> assertThat(added(
                    checks("H7_AUTHENTICATION", "mismatch"),
                    () -> visit.assertRefused(ANOTHER_CARD, Visit::authenticate)))
                .isEqualTo(1)))
        .isZero();
  }

  @Test
  void keepsTheTacOfThePhoneAndNotItsImei() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN);

    assertThat(added(checks("H7_AUTHENTICATION", "match"), visit::authenticate)).isEqualTo(1);

    var tac = scene
        .tables()
        .text("select encode(tac, 'hex') from rsp_session where transaction_id = ?", (Object)
            visit.transactionId().octets().toArray());
    var said = visit.cardAccepts().euiccSigned1().ctxParams1().deviceInfo().tac();
    assertThat(tac).isEqualToIgnoringCase(said.toString());
  }

  // H8

  private void assertNotDelivered(Visit visit, String what) {
    assertThat(added(
            contradictions("H8_BINDING"),
            () -> visit.assertRefused(NOT_DELIVERED, Visit::download)))
        .isEqualTo(1);
    assertTold(visit.order().iccid(), "H8_BINDING", "MISMATCH", what);
    assertThat(visit.rows().profile().state()).isEqualTo("RELEASED");
    assertThat(visit.rows().bound()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("org.opensmdp.cli.suite.Wire#all")
  void deliversNothingThatIsNotWhatWasReleased(Wire wire) {
    var visit = Visit.of(wire, OrderSpec.PLAIN).authenticate();
    change(
        "update profile set released_hash = sha256('else') where iccid = ?",
        visit.order().iccid().digits());

    assertNotDelivered(visit, "is not the one that was released");
  }

  @Test
  void deliversNothingThatIsNotWhatWasReleasedIfItWasProtectedAheadEither() {
    var visit = Visit.of(WIRE, OrderSpec.of(TryOutStock.TYPE_PPK)).authenticate();
    change(
        "update profile set released_hash = sha256('else') where iccid = ?",
        visit.order().iccid().digits());

    assertNotDelivered(visit, "is not the one that was released");
  }

  @Test
  void deliversNeitherOfTwoProfilesWhoseImsisWereSwappedAfterTheRelease() {
    var one = Visit.of(WIRE, OrderSpec.PLAIN).authenticate();
    var other = Visit.of(WIRE, OrderSpec.PLAIN).authenticate();
    swapImsis(one.order().iccid(), other.order().iccid());

    assertNotDelivered(one, "another IMSI");
    assertNotDelivered(other, "another IMSI");

    swapImsis(one.order().iccid(), other.order().iccid());
    one.authenticate().download().install();
    assertThat(one.rows().profile().state()).isEqualTo("INSTALLED");
  }

  @Test
  void deliversNothingWithOtherMetadataThanThoseThatWereShown() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate();
    change("""
        update rsp_session set profile_metadata = set_byte(profile_metadata,
          octet_length(profile_metadata) - 1, 0) where transaction_id = ?""", (Object) visit.transactionId().octets().toArray());

    assertNotDelivered(visit, "not those the phone was shown");
  }

  @Test
  void countsWhatIsDelivered() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate();

    assertThat(added(checks("H8_BINDING", "match"), visit::download)).isEqualTo(1);
  }

  // H9, H10

  @Test
  void believesTheReportOfTheSession() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate().download();
    String figure = checks("H9_INSTALLATION_REPORT", "match");
    double before = metrics.value(figure);

    visit.install();

    TestHouse.await(() -> metrics.value(figure) > before);
    assertThat(metrics.value(figure)).isEqualTo(before + 1);
  }

  @Test
  void callsSomebodyForASignedReportAboutAnotherProfile() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate().download();
    String figure = contradictions("H9_INSTALLATION_REPORT");
    double before = metrics.value(figure);
    var report =
        Report.of(visit).about(Iccid.withCheckDigit("890010100000088888")).installation();

    visit.server().handleNotification(report);

    assertThat(scene.tables().verdict(report).verdict()).isEqualTo("UNKNOWN");
    TestHouse.await(() -> metrics.value(figure) > before && isTold(visit.order().iccid()));
    assertThat(metrics.value(figure)).isEqualTo(before + 1);
    assertTold(visit.order().iccid(), "H9_INSTALLATION_REPORT", "SUSPECT", "another profile");
  }

  private boolean isTold(Iccid iccid) {
    return TestHouse.get().server().stores().timeline().of(iccid).stream()
        .anyMatch(event -> event.function().equals("Handoff"));
  }

  @Test
  void callsSomebodyWhenTheCardOfTheOrderIsNotTheOneThatReports() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate().download().install();
    change(
        "update profile set eid = ? where iccid = ?",
        Scene.anyEid().digits(),
        visit.order().iccid().digits());
    String figure = contradictions("H10_STATE_REPORT");
    double before = metrics.value(figure);
    var report = Report.of(visit).seqNumber(7).other(NotificationEvent.ENABLE);

    visit.server().handleNotification(report);

    assertThat(scene.tables().verdict(report).verdict()).isEqualTo("UNKNOWN");
    TestHouse.await(() -> metrics.value(figure) > before);
    assertThat(metrics.value(figure)).isEqualTo(before + 1);
  }

  @Test
  void countsWhatTheCardOfTheOrderSays() {
    var visit = Visit.of(WIRE, OrderSpec.PLAIN).authenticate().download().install();
    String figure = checks("H10_STATE_REPORT", "match");
    double before = metrics.value(figure);

    visit
        .server()
        .handleNotification(Report.of(visit).seqNumber(7).other(NotificationEvent.ENABLE));

    TestHouse.await(() -> metrics.value(figure) > before);
    assertThat(metrics.value(figure)).isEqualTo(before + 1);
  }

  @Test
  void showsEveryCounterFromTheStart() {
    assertThat(metrics.value(checks("H13_REARM", "mismatch"))).isZero();
    assertThat(metrics.value(contradictions("H13_REARM"))).isZero();
  }
}
