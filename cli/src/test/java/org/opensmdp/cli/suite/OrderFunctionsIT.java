package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.server.TryOutStock;

/** The functions of ES2+ (SGP.22 v2 §5.3), when they do what they are asked: answer, rows, event. */
class OrderFunctionsIT {
  private static final String MADE = "([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}";

  private final Scene scene = Scene.get();
  private final Tables tables = scene.tables();
  private final BackOffice office = BackOffice.of(scene.house());
  private final OperatorStock stock = OperatorStock.get();

  // downloadOrder

  @Test
  void allocatesAnIccid() {
    var iccid = stock.fresh();

    var members = office.call("downloadOrder", "'iccid':'%s'".formatted(iccid)).succeeded();

    assertThat(members).isEqualTo(",\"iccid\":\"%sF\"".formatted(iccid));
    assertThat(columns(iccid)).isEqualTo("ALLOCATED, -, -, -");
    assertThat(told(iccid)).isEqualTo(event("DownloadOrder", "AVAILABLE", "ALLOCATED"));
  }

  @Test
  void linksAnIccidToACard() {
    var iccid = stock.fresh();
    var eid = Standing.CARD.digits();

    var members = office
        .call(
            "downloadOrder",
            "'eid':'%s','iccid':'%sF','profileType':'%s'".formatted(eid, iccid, OperatorStock.TYPE))
        .succeeded();

    assertThat(members).isEqualTo(",\"iccid\":\"%sF\"".formatted(iccid));
    assertThat(columns(iccid)).isEqualTo("LINKED, " + eid + ", -, -");
    assertThat(told(iccid)).isEqualTo(event("DownloadOrder", "AVAILABLE", "LINKED"));
  }

  @ParameterizedTest
  @CsvSource({"'',ALLOCATED", "EID,LINKED"})
  void takesOneOfAType(String eid, String state) {
    var card = eid.isEmpty() ? "" : ",'eid':'" + Standing.CARD.digits() + "'";

    var members = office
        .call("downloadOrder", "'profileType':'%s'%s".formatted(TryOutStock.TYPE, card))
        .succeeded();

    assertThat(members).matches(",\"iccid\":\"[0-9]{19}F\"");
    var iccid = Iccid.parse(OperatorStock.member(members, "iccid").orElseThrow());
    assertThat(tables.order(iccid).profile().state()).isEqualTo(state);
    assertThat(told(iccid)).isEqualTo(event("DownloadOrder", "AVAILABLE", state));
  }

  /** 19 digits with and without filler, in either case, are one number; 20 digits have none. */
  @Test
  void readsIccidsInEveryLength() {
    for (var form : List.of("%s", "%sF", "%sf")) {
      var iccid = stock.fresh();
      var members = office
          .call("downloadOrder", "'iccid':'" + form.formatted(iccid) + "'")
          .succeeded();
      assertThat(members).isEqualTo(",\"iccid\":\"%sF\"".formatted(iccid));
    }
    var twenty = stock.freshOf20Digits();

    var members = office.call("downloadOrder", "'iccid':'" + twenty + "'").succeeded();

    assertThat(members).isEqualTo(",\"iccid\":\"%s\"".formatted(twenty));
    assertThat(tables.order(twenty).profile().state()).isEqualTo("ALLOCATED");
  }

  // confirmOrder

  @ParameterizedTest
  @CsvSource({"true,RELEASED", "false,CONFIRMED"})
  void makesAMatchingId(boolean release, String state) {
    var iccid = Standing.in(ProfileState.ALLOCATED).iccid();

    var members = office
        .call("confirmOrder", "'iccid':'%s','releaseFlag':%s".formatted(iccid, release))
        .succeeded();

    assertThat(members).matches(",\"matchingId\":\"" + MADE + "\"," + address());
    var made = OperatorStock.member(members, "matchingId").orElseThrow();
    assertThat(columns(iccid)).isEqualTo(state + ", -, " + made + ", -");
    assertThat(told(iccid)).isEqualTo(event("ConfirmOrder", "ALLOCATED", state));
  }

  @Test
  void takesTheMatchingIdItIsGiven() {
    var iccid = Standing.in(ProfileState.ALLOCATED).iccid();
    var mine = "MINE-" + iccid.digits();

    var members = office
        .call(
            "confirmOrder",
            "'iccid':'%s','matchingId':'%s','releaseFlag':true".formatted(iccid, mine))
        .succeeded();

    assertThat(members).isEqualTo(",\"matchingId\":\"" + mine + "\"," + address());
  }

  @Test
  void namesTheCardOfTheOrder() {
    var linked = Standing.in(ProfileState.LINKED);
    var eid = linked.eid().orElseThrow();

    var members = office
        .call("confirmOrder", "'iccid':'%s','releaseFlag':true".formatted(linked.iccid()))
        .succeeded();

    assertThat(members)
        .matches(",\"eid\":\"" + eid + "\",\"matchingId\":\"" + MADE + "\"," + address());
    assertThat(told(linked.iccid())).isEqualTo(event("ConfirmOrder", "LINKED", "RELEASED"));
  }

  /** The default SM-DP+ case: no matchingId, the order is found by its card. */
  @ParameterizedTest
  @EnumSource(
      value = ProfileState.class,
      names = {"ALLOCATED", "LINKED"})
  void findsAnOrderWithAnEmptyMatchingIdByItsCard(ProfileState from) {
    var iccid = Standing.in(from).iccid();
    var eid = Standing.CARD.digits();

    var members = office
        .call(
            "confirmOrder",
            "'iccid':'%s','eid':'%s','matchingId':'','releaseFlag':false".formatted(iccid, eid))
        .succeeded();

    assertThat(members).isEqualTo(",\"eid\":\"" + eid + "\",\"matchingId\":\"\"," + address());
    assertThat(columns(iccid)).isEqualTo("CONFIRMED, " + eid + ", , -");
  }

  @Test
  void keepsOfTheConfirmationCodeNothingThatCanBeRead() {
    var iccid = Standing.in(ProfileState.ALLOCATED).iccid();

    office
        .call(
            "confirmOrder",
            "'iccid':'%s','confirmationCode':'Gr\u00fc\u00df 4711','releaseFlag':true"
                .formatted(iccid))
        .succeeded();

    assertThat(columns(iccid)).endsWith(", code");
    assertThat(tables.row(iccid)).doesNotContain("4711");
  }

  private String address() {
    return "\"smdpAddress\":\"" + scene.house().server().smdpAddress() + "\"";
  }

  // releaseProfile

  @Test
  void releasesAProfile() {
    var confirmed = Standing.in(ProfileState.CONFIRMED);

    office.call("releaseProfile", "'iccid':'" + confirmed.iccid() + "'").succeededWithNothingElse();

    assertThat(columns(confirmed.iccid()))
        .isEqualTo("RELEASED, -, " + confirmed.matchingId().orElseThrow() + ", -");
    assertThat(told(confirmed.iccid())).isEqualTo(event("ReleaseProfile", "CONFIRMED", "RELEASED"));
  }

  // cancelOrder

  @ParameterizedTest
  @EnumSource(
      value = ProfileState.class,
      names = {"ALLOCATED", "LINKED", "CONFIRMED", "RELEASED", "DOWNLOADED", "ERROR"})
  void takesAProfileBackWithoutATraceOfTheOrder(ProfileState from) {
    var standing = Standing.in(from);

    cancel(standing, "Available").succeededWithNothingElse();

    isWiped(standing.iccid(), "AVAILABLE");
    assertThat(told(standing.iccid())).isEqualTo(event("CancelOrder", from.name(), "AVAILABLE"));
    if (from != ProfileState.DOWNLOADED && from != ProfileState.ERROR) {
      office.call("downloadOrder", "'iccid':'" + standing.iccid() + "'").succeeded();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProfileState.class,
      names = {"ALLOCATED", "LINKED", "CONFIRMED", "RELEASED", "DOWNLOADED", "ERROR"})
  void withdrawsAProfile(ProfileState from) {
    var standing = Standing.in(from);

    cancel(standing, "Unavailable").succeededWithNothingElse();

    isWiped(standing.iccid(), "UNAVAILABLE");
    assertThat(told(standing.iccid())).isEqualTo(event("CancelOrder", from.name(), "UNAVAILABLE"));
    office.call("downloadOrder", "'iccid':'" + standing.iccid() + "'").failed("8.2.1/3.3");
  }

  /** The card that came by itself has an EID: right if it is named, not asked for if not. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesAnOrderFromTheCardThatCame(boolean named) {
    var visit = Visit.of(Wire.all().get(0), OrderSpec.PLAIN).authenticate();
    var eid = named ? Optional.of(visit.device().eid()) : Optional.<String>empty();
    var standing =
        new Standing(visit.order().iccid(), eid, visit.order().matchingId().map(MatchingId::text));

    cancel(standing, "Unavailable").succeededWithNothingElse();

    isWiped(standing.iccid(), "UNAVAILABLE");
  }

  private BackOffice.Answer cancel(Standing standing, String indicator) {
    return office.call(
        "cancelOrder",
        "'iccid':'%s'%s%s,'finalProfileStatusIndicator':'%s'"
            .formatted(
                standing.iccid(),
                standing.eid().map(",'eid':'%s'"::formatted).orElse(""),
                standing.matchingId().map(",'matchingId':'%s'"::formatted).orElse(""),
                indicator));
  }

  private void isWiped(Iccid iccid, String state) {
    assertThat(columns(iccid)).isEqualTo(state + ", -, -, -");
    for (var column : List.of(
        "smds_address",
        "expires_at",
        "profile_version_id",
        "prepared_package",
        "failure",
        "named_eid",
        "order_call",
        "isdp_aid",
        "device_state")) {
      assertThat(tables.column(column, iccid)).as(column).isEmpty();
    }
    var rows = tables.order(iccid);
    assertThat(rows.profile().downloadAttempts()).isZero();
    assertThat(rows.bound()).isEmpty();
    assertThat(rows.sessions()).allMatch(session -> session.state().equals("WIPED"));
  }

  // a session that is under way

  @Test
  void endsTheSessionOfADeviceThatHasSeenTheMetadata() {
    var visit = Visit.of(Wire.all().get(0), OrderSpec.PLAIN).authenticate();

    OrderRefusalsIT.withdraw(visit);

    visit.assertRefused(new Refused("8.10.1/3.9", 95), Visit::download);
    assertThat(visit.rows().profile().state()).isEqualTo("UNAVAILABLE");
  }

  @Test
  void endsTheSessionOfADeviceThatHasGotItsPackage() {
    var visit = Visit.of(Wire.all().get(0), OrderSpec.PLAIN).authenticate().download();

    OrderRefusalsIT.withdraw(visit);

    visit.assertRefused(new Refused("8.10.1/3.9", 95), Visit::download);
    assertThat(visit.rows().bound()).isEmpty();
    visit.assertRefused(new Refused("8.2.6/3.8", 6), Visit::authenticate);
  }

  private String columns(Iccid iccid) {
    return String.join(
        ", ",
        tables.column("state", iccid).orElseThrow(),
        tables.column("eid", iccid).orElse("-"),
        tables.column("matching_id", iccid).orElse("-"),
        tables.column("confirmation_code_hash", iccid).map(hash -> "code").orElse("-"));
  }

  private EventRow told(Iccid iccid) {
    var events = tables.events(iccid);
    return events.get(events.size() - 1).withoutDetail();
  }

  private static EventRow event(String function, String from, String to) {
    return new EventRow("ES2+." + function, Optional.of(from), Optional.of(to), EventRow.OK, "");
  }
}
