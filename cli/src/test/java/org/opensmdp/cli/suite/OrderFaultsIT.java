package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.activation.ProfileState.ALLOCATED;
import static org.opensmdp.activation.ProfileState.AVAILABLE;
import static org.opensmdp.activation.ProfileState.CONFIRMED;
import static org.opensmdp.activation.ProfileState.INSTALLED;
import static org.opensmdp.activation.ProfileState.LINKED;
import static org.opensmdp.activation.ProfileState.RELEASED;
import static org.opensmdp.activation.ProfileState.UNAVAILABLE;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.StatusCode;

/**
 * ES2+ refuses (SGP.22 v2 §5.3): every fault of every function, in every state that has it. The answer
 * is the pair and a message and nothing else; nothing of the profile changes; its timeline tells of it,
 * unless the caller has no business there.
 */
class OrderFaultsIT {
  private static final String ORDER = "downloadOrder";
  private static final String CONFIRM = "confirmOrder";
  private static final String CANCEL = "cancelOrder";
  private static final String RELEASE = "releaseProfile";
  private static final String TO_STOCK = ",'finalProfileStatusIndicator':'Available'";

  /**
   * One row.
   *
   * @param members with the names of what only the case knows in braces
   * @param told whether the timeline of the profile tells of it
   */
  private record Fault(
      ProfileState state, String what, String function, String members, String pair, boolean told) {
    Fault untold() {
      return new Fault(state, what, function, members, pair, false);
    }

    String status() {
      int slash = pair.indexOf('/');
      return StatusCode.of(pair.substring(0, slash), pair.substring(slash + 1))
          .orElseThrow()
          .name();
    }

    @Override
    public String toString() {
      return "%s in %s: %s -> %s".formatted(function, state, what, pair);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void refuses(Fault fault) {
    var standing = Standing.in(fault.state());
    var tables = Scene.get().tables();
    var row = tables.row(standing.iccid());
    var rows = tables.order(standing.iccid());
    var events = tables.events(standing.iccid());

    var answer = BackOffice.of(Scene.get().house())
        .call(fault.function(), filled(fault.members(), standing));

    answer.failed(fault.pair());
    assertThat(tables.row(standing.iccid())).isEqualTo(row);
    assertThat(tables.order(standing.iccid())).isEqualTo(rows);
    var expected = new ArrayList<>(events);
    if (fault.told()) {
      expected.add(told(fault));
    }
    assertThat(tables.events(standing.iccid()).stream().map(EventRow::withoutDetail))
        .isEqualTo(expected.stream().map(EventRow::withoutDetail).toList());
  }

  private static EventRow told(Fault fault) {
    var name = "ES2+." + Character.toUpperCase(fault.function().charAt(0))
        + fault.function().substring(1);
    var state = Optional.of(fault.state().name());
    return new EventRow(name, state, state, fault.status(), "");
  }

  private static String filled(String members, Standing standing) {
    var text = members
        .replace("{iccid}", standing.iccid().digits())
        .replace("{eid}", Standing.CARD.digits())
        .replace("{other eid}", Standing.OTHER_CARD.digits())
        .replace("{matchingId}", standing.matchingId().orElse("NONE"))
        .replace("{type}", OperatorStock.TYPE)
        .replace("{empty type}", OperatorStock.EMPTY)
        .replace("{foreign type}", OperatorStock.FOREIGN);
    if (text.contains("{foreign iccid}")) {
      text = text.replace("{foreign iccid}", OperatorStock.get().foreign().digits());
    }
    if (text.contains("{taken matchingId}")) {
      text =
          text.replace("{taken matchingId}", Standing.in(RELEASED).matchingId().orElseThrow());
    }
    return text.replace(
        "{unknown iccid}", Iccid.withCheckDigit("890010999999999999").digits());
  }

  static Stream<Fault> faults() {
    return Stream.of(
            downloadOrder(), confirmOrder(), cancelOrder(), releaseProfile(), identifiers())
        .flatMap(List::stream);
  }

  private static Fault fault(
      ProfileState state, String what, String function, String members, String pair) {
    return new Fault(state, what, function, members, pair, true);
  }

  private static Stream<ProfileState> allBut(ProfileState... states) {
    return Arrays.stream(ProfileState.values()).filter(state -> !Set.of(states).contains(state));
  }

  private static List<Fault> downloadOrder() {
    var other = ",'eid':'{other eid}'";
    return Stream.concat(
            allBut(AVAILABLE)
                .map(state ->
                    fault(state, "in use", ORDER, "'iccid':'{iccid}'" + other, "8.2.1/3.3")),
            Stream.of(
                fault(LINKED, "the EID is missing now", ORDER, "'iccid':'{iccid}'", "8.2.1/3.3"),
                fault(
                    AVAILABLE,
                    "another type",
                    ORDER,
                    "'iccid':'{iccid}','profileType':'{empty type}'",
                    "8.2.5/3.8"),
                fault(
                    AVAILABLE,
                    "a type nobody has",
                    ORDER,
                    "'iccid':'{iccid}','profileType':'no such type'",
                    "8.2.5/3.8"),
                fault(AVAILABLE, "nothing", ORDER, "", "1.6/2.3").untold(),
                fault(AVAILABLE, "an EID alone", ORDER, "'eid':'{eid}'", "1.6/2.3")
                    .untold(),
                fault(AVAILABLE, "type unknown", ORDER, "'profileType':'none'", "8.2.5/3.9")
                    .untold(),
                fault(
                        AVAILABLE,
                        "type of another",
                        ORDER,
                        "'profileType':'{foreign type}'",
                        "8.2.5/1.2")
                    .untold(),
                fault(
                        AVAILABLE,
                        "stock used up",
                        ORDER,
                        "'profileType':'{empty type}'",
                        "8.2.5/3.7")
                    .untold()))
        .toList();
  }

  private static List<Fault> confirmOrder() {
    var now = ",'releaseFlag':true";
    return Stream.concat(
            allBut(ALLOCATED, LINKED)
                .map(state -> fault(
                    state,
                    "not reserved",
                    CONFIRM,
                    "'iccid':'{iccid}','matchingId':'ANOTHER-1'" + now,
                    "8.2.1/3.5")),
            Stream.of(
                fault(
                    ALLOCATED,
                    "the default case without an EID",
                    CONFIRM,
                    "'iccid':'{iccid}','matchingId':''" + now,
                    "8.1.1/2.2"),
                fault(
                    ALLOCATED,
                    "an SM-DS without an EID",
                    CONFIRM,
                    "'iccid':'{iccid}','smdsAddress':'smds.example.com'" + now,
                    "8.1.1/2.2"),
                fault(
                    LINKED,
                    "another EID",
                    CONFIRM,
                    "'iccid':'{iccid}','eid':'{other eid}'" + now,
                    "8.1.1/3.10"),
                fault(
                    ALLOCATED,
                    "the matchingId of another order",
                    CONFIRM,
                    "'iccid':'{iccid}','matchingId':'{taken matchingId}'" + now,
                    "8.2.6/3.3"),
                fault(CONFIRMED, "no releaseFlag", CONFIRM, "'iccid':'{iccid}'", "1.6/2.2")
                    .untold(),
                fault(ALLOCATED, "no iccid", CONFIRM, "'releaseFlag':true", "1.6/2.2")
                    .untold(),
                malformed("'matchingId':'lower'", "8.2.6/2.1"),
                malformed("'matchingId':'A_1'", "8.2.6/2.1"),
                malformed("'matchingId':'" + "A".repeat(256) + "'", "8.2.6/2.1"),
                malformed("'eid':'1'", "8.1.1/2.1")))
        .toList();
  }

  private static Fault malformed(String member, String pair) {
    return fault(
            ALLOCATED,
            "malformed " + member.substring(1, 5),
            CONFIRM,
            "'iccid':'{iccid}'," + member + ",'releaseFlag':true",
            pair)
        .untold();
  }

  private static List<Fault> cancelOrder() {
    var faults = new ArrayList<Fault>();
    for (var state : List.of(AVAILABLE, UNAVAILABLE)) {
      faults.add(fault(
          state,
          "nothing ordered",
          CANCEL,
          "'iccid':'{iccid}','eid':'{eid}'" + TO_STOCK,
          "8.2.1/3.5"));
    }
    faults.add(fault(
        INSTALLED,
        "executed",
        CANCEL,
        "'iccid':'{iccid}','matchingId':'{matchingId}'" + TO_STOCK,
        "8.2.1/3.3"));
    allBut(AVAILABLE, UNAVAILABLE, INSTALLED, ALLOCATED, LINKED).forEach(state -> {
      faults.add(
          fault(state, "no matchingId", CANCEL, "'iccid':'{iccid}'" + TO_STOCK, "8.2.6/2.2"));
      faults.add(fault(
          state,
          "another matchingId",
          CANCEL,
          "'iccid':'{iccid}','matchingId':'OTHER'" + TO_STOCK,
          "8.2.6/3.10"));
    });
    faults.add(fault(LINKED, "no EID", CANCEL, "'iccid':'{iccid}'" + TO_STOCK, "8.1.1/2.2"));
    for (var state : List.of(LINKED, ProfileState.DOWNLOADED, ProfileState.ERROR)) {
      faults.add(fault(
          state,
          "another EID",
          CANCEL,
          "'iccid':'{iccid}','matchingId':'{matchingId}','eid':'{other eid}'" + TO_STOCK,
          "8.1.1/3.10"));
    }
    faults.add(
        fault(ALLOCATED, "no indicator", CANCEL, "'iccid':'{iccid}'", "1.6/2.2").untold());
    faults.add(fault(
            ALLOCATED,
            "another indicator",
            CANCEL,
            "'iccid':'{iccid}','finalProfileStatusIndicator':'Error'",
            "1.6/2.1")
        .untold());
    faults.add(
        fault(ALLOCATED, "no iccid", CANCEL, TO_STOCK.substring(1), "8.2.1/2.2").untold());
    return faults;
  }

  private static List<Fault> releaseProfile() {
    return Stream.concat(
            allBut(CONFIRMED)
                .map(state ->
                    fault(state, "not confirmed", RELEASE, "'iccid':'{iccid}'", "8.2.1/3.5")),
            Stream.of(fault(CONFIRMED, "no iccid", RELEASE, "", "1.6/2.2").untold()))
        .toList();
  }

  /** What every function says of the ICCID and the EID that it is given. */
  private static List<Fault> identifiers() {
    var faults = new ArrayList<Fault>();
    for (var function : List.of(ORDER, CONFIRM, CANCEL, RELEASE)) {
      var more = ",'releaseFlag':true" + TO_STOCK;
      faults.add(fault(
          ALLOCATED, "of another", function, "'iccid':'{foreign iccid}'" + more, "8.2.1/1.2"));
      faults.add(
          fault(ALLOCATED, "unknown", function, "'iccid':'{unknown iccid}'" + more, "8.2.1/3.9"));
      for (var wrong : List.of("8900", "8900103000000000008", "8900{iccid}", "{iccid}FF", "-1")) {
        faults.add(
            fault(ALLOCATED, "no ICCID", function, "'iccid':'" + wrong + "'" + more, "1.6/2.1"));
      }
      if (!function.equals(RELEASE)) {
        faults.add(
            fault(ALLOCATED, "31 digits", function, eid("8".repeat(31)) + more, "8.1.1/2.1"));
        faults.add(
            fault(ALLOCATED, "check digits", function, eid("8".repeat(32)) + more, "8.1.1/2.1"));
        faults.add(fault(ALLOCATED, "letters", function, eid("F".repeat(32)) + more, "8.1.1/2.1"));
      }
    }
    return faults.stream().map(Fault::untold).toList();
  }

  private static String eid(String digits) {
    return "'iccid':'{iccid}','eid':'" + digits + "'";
  }
}
