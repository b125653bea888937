package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderCancellation.FinalProfileStatus;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/**
 * ES9+.HandleNotification and the report of an installation: always 204, and believed only if it is the
 * card's word on what it was given.
 */
public final class HandleNotificationCases implements CaseSource {
  private static final String FUNCTION = Delivery.FUNCTION;
  private static final String HEARD = "HTTP 204 without a body";

  @Override
  public List<Case> cases() {
    return Stream.of(successes(), untrue(), junk(), repeated(), late())
        .flatMap(List::stream)
        .toList();
  }

  static Case.Builder about(String name, String purpose) {
    return Case.of("ES9+.HandleNotification_" + name, purpose)
        .requirement("SGP.22 v2 §5.6.4")
        .tags("es9plus", FUNCTION)
        .needs(Feature.ES2PLUS)
        .finds(Fault.status(FUNCTION, 500), body());
  }

  private static Fault body() {
    return Fault.of(
        "answers 200 with a JSON object",
        FUNCTION,
        answer -> answer
            .status(200)
            .header("Content-Type", "application/json")
            .body(Bytes.fromHex("7B7D")));
  }

  private static Case.Builder report(String name, String purpose) {
    return about(name, purpose).orders(ProfileKind.PLAIN).tags("report");
  }

  // the card has installed the profile

  private static List<Case> successes() {
    return List.of(
        success("01_Success", "The report of a success uses the order up").run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.step("Download and install");
          phone.authenticate().download();
          var told = phone.lpa().install(phone.downloaded());
          Afterwards.isOnTheCard(trial, phone);
          trial.step("Report");
          Delivery.of(trial, told);
          Afterwards.ended(trial, phone);
        }),
        success("01_SuccessWithoutIccid", "A report that names no ICCID belongs to its transaction")
            .run(trial -> usesUp(trial, (same, report) -> report.aboutNothing())),
        success("01_SuccessInTheOtherWrapping", "A report is read with A0 around it and without")
            .run(trial -> {
              var phone = delivered(trial);
              trial.step("Report, the choice A0 around it where there is none, and the reverse");
              Delivery.inTheOtherWay(trial, Report.of(trial, phone).installation());
              Afterwards.ended(trial, phone);
            }),
        success("01_SuccessOddBits", "Trailing zero bits of the event may be there or not")
            .run(trial -> usesUp(trial, (same, report) -> report.of(Bytes.fromHex("0080")))),
        success("01_SuccessSequenceNumber", "A sequence number of four octets is one")
            .run(trial -> usesUp(trial, (same, report) -> report.seqNumber(0x7FFFFFFFL))),
        report("01_SuccessCancelOrder", "An order whose profile is installed cannot be taken back")
            .given("the card has reported the installation")
            .tags("es2plus")
            .expects("ES2+.CancelOrder is Failed 8.2.1/3.3")
            .finds(Fault.accepts("cancelOrder"), Fault.refuses("cancelOrder", "8.2.1", "3.9"))
            .run(HandleNotificationCases::cancelsInVain));
  }

  private static Case.Builder success(String name, String purpose) {
    return report(name, purpose)
        .given("a package was delivered")
        .expects(HEARD + "; afterwards authenticateClient for the order is Failed")
        .finds(Afterwards.keeps());
  }

  private static void usesUp(Trial trial, BiFunction<Phone, Report, Report> change) {
    var phone = delivered(trial);
    trial.step("Report a success");
    Delivery.of(trial, change.apply(phone, Report.of(trial, phone)).installation());
    Afterwards.ended(trial, phone);
  }

  private static void cancelsInVain(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Download, install, report");
    phone.authenticate().download();
    Delivery.of(trial, phone.lpa().install(phone.downloaded()));
    Afterwards.ended(trial, phone);
    trial.step("Cancel the order over ES2+");
    trial.refusesOrder(
        StatusCode.ICCID_IN_USE,
        () -> trial
            .operator()
            .cancelOrder(new OrderCancellation(
                phone.order().iccid(),
                Optional.of(phone.identity().eid()),
                phone.order().matchingId(),
                FinalProfileStatus.UNAVAILABLE)));
  }

  // what is not the card's word

  private static List<Case> untrue() {
    return List.of(
        untrue(
            "OtherCard",
            "signed by another card of the same EUM",
            (trial, report) ->
                report.signedBy(trial.target().cards(trial.wire().curve()).euicc(trial.anyEid()))),
        untrue(
            "Stranger",
            "signed by a card of no known EUM",
            (trial, report) -> report.signedBy(
                Forged.stranger(trial, trial.wire().curve()).euicc(trial.anyEid()))),
        untrue(
            "FailureOfOtherCard",
            "of a failure, signed by another card",
            (trial, report) -> report
                .saying(Report.failure(5, 12))
                .signedBy(trial.target().cards(trial.wire().curve()).euicc(trial.anyEid()))),
        untrue(
            "ForeignIccid", "about another ICCID", (trial, report) -> report.about(Report.FOREIGN)),
        untrue(
            "FailureForeignIccid",
            "of a failure about another ICCID",
            (trial, report) -> report.about(Report.FOREIGN).saying(Report.failure(5, 12))),
        untrue("ForeignOid", "for another SM-DP+", (trial, report) -> report.to(Forged.OID)),
        untrue(
            "Unknown",
            "of no known transaction and ICCID",
            (trial, report) -> report.in(Forged.TRANSACTION).about(Report.FOREIGN)));
  }

  private static Case untrue(String name, String what, BiFunction<Trial, Report, Report> change) {
    return report("02_Untrue" + name, "A report is heard and not believed: " + what)
        .given("a package was delivered, and is not installed")
        .tags("hostile")
        .expects(HEARD + "; the order is downloaded and installed afterwards")
        .finds(Afterwards.endedAt(2))
        .run(trial -> {
          var phone = delivered(trial);
          trial.step("Deliver a report " + what);
          Delivery.of(trial, change.apply(trial, Report.of(trial, phone)).installation());
          Afterwards.moment();
          Afterwards.downloadable(trial, phone);
        });
  }

  // no notification at all

  private static List<Case> junk() {
    return List.of(
        junk("OneOctet", "one octet", "00"),
        junk("NoTlv", "octets that are no TLV", "FFFFFFFFFF"),
        junk("TooShort", "a TLV that ends before its length", "BF378200FF00"),
        junk("EmptyReport", "BF37 of length 0", "BF3700"),
        junk("OtherTag", "a TLV that is no notification", "BF2200"),
        junk("RpmResult", "the alternative A1 of v3", "A10430020500"),
        junk("EmptySequence", "30 of length 0", "3000"),
        about("03_JunkNothing", "A call without a notification is answered 204")
            .once()
            .given("nothing")
            .tags("junk", "hostile")
            .expects(HEARD)
            .run(trial -> {
              trial.step("Post an empty JSON object");
              Delivery.json(trial, "{}");
            }),
        about("03_JunkLong", "A long notification that is none is answered 204")
            .given("nothing")
            .tags("junk", "hostile")
            .expects(HEARD)
            .run(trial -> {
              trial.step("Post 20000 octets 00 as notification");
              Delivery.octets(trial, Bytes.wrap(new byte[20_000]));
            }));
  }

  private static Case junk(String name, String what, String hex) {
    return about("03_Junk" + name, "A notification that is none is answered 204: " + what)
        .given("nothing")
        .tags("junk", "hostile")
        .expects(HEARD)
        .run(trial -> {
          trial.step("Post " + what);
          Delivery.octets(trial, Bytes.fromHex(hex));
        });
  }

  // again

  private static List<Case> repeated() {
    return List.of(
        report("04_Repeated", "A report that is repeated is heard each time and counts once")
            .given("the card has reported the installation")
            .tags("retry")
            .expects(HEARD + ", four times; the order stays used up")
            .finds(Fault.status(FUNCTION, 500).at(3), Afterwards.keeps())
            .run(trial -> {
              var phone = delivered(trial);
              var told = Report.of(trial, phone).installation();
              trial.step("Report a success four times");
              for (int i = 0; i < 4; i++) {
                Delivery.of(trial, told);
              }
              Afterwards.ended(trial, phone);
            }),
        report("04_FailureAfterSuccess", "A failure that is reported later does not free the order")
            .given("the card has reported the installation")
            .tags("order-of-reports")
            .expects(HEARD + " each time; authenticateClient is Failed")
            .finds(Afterwards.keeps())
            .run(trial -> {
              var phone = delivered(trial);
              var report = Report.of(trial, phone);
              trial.step("Report a success, then an interruption");
              Delivery.of(trial, report.installation());
              Delivery.of(
                  trial, report.seqNumber(2).saying(Report.failure(5, 11)).installation());
              Afterwards.moment();
              Afterwards.ended(trial, phone);
            }),
        report("04_SuccessAfterInterruption", "A success counts after an interruption")
            .given("the card has reported an interruption")
            .tags("order-of-reports")
            .expects(HEARD + " each time; the order is used up after the second report")
            .finds(Afterwards.keeps(), Afterwards.endedAt(2))
            .run(trial -> {
              var phone = delivered(trial);
              trial.step("Report an interruption, download again, report a success");
              Delivery.of(trial, interruption(trial, phone));
              phone.authenticate().download();
              Delivery.of(trial, Report.of(trial, phone).seqNumber(2).installation());
              Afterwards.ended(trial, phone);
            }));
  }

  private static ProfileInstallationResult interruption(Trial trial, Phone phone) {
    return Report.of(trial, phone).saying(Report.failure(5, 11)).installation();
  }

  // late

  private static List<Case> late() {
    return List.of(
        success("05_Superseded", "The report of a session that was replaced counts")
            .tags("order-of-reports")
            .run(trial -> {
              var phone = delivered(trial);
              var told = Report.of(trial, phone).installation();
              trial.step("Begin a new session; then deliver the report of the first");
              phone.authenticate();
              Delivery.of(trial, told);
              Afterwards.ended(trial, phone);
            }),
        success("05_AfterPostponed", "The report of a session that was postponed counts")
            .tags("order-of-reports")
            .run(trial -> {
              var phone = delivered(trial);
              var told = Report.of(trial, phone).installation();
              trial.step("Cancel with postponed; then deliver the report");
              phone.cancel(CancelSessionReason.POSTPONED);
              Delivery.of(trial, told);
              Afterwards.ended(trial, phone);
            }),
        success("05_AfterEndUserRejection", "The report of a session that was refused is heard")
            .tags("order-of-reports")
            .run(trial -> {
              var phone = delivered(trial);
              var told = Report.of(trial, phone).installation();
              trial.step("Cancel with endUserRejection; then deliver the report");
              phone.cancel(CancelSessionReason.END_USER_REJECTION);
              Delivery.of(trial, told);
              Afterwards.ended(trial, phone);
            }),
        report("05_BeforeThePackage", "A report of a session without a package is heard")
            .given("a session that is authenticated")
            .tags("hostile")
            .expects(HEARD + "; what becomes of the order is the server's choice")
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.step("Authenticate the card, and report an interruption at once");
              phone.authenticate();
              Delivery.of(trial, interruption(trial, phone));
            }));
  }

  static Phone delivered(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Authenticate the card and download the package");
    return phone.authenticate().download();
  }
}
