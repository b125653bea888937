package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.OtherSignedNotification;
import org.opensmdp.simulator.ProfileManagementResult;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** ES9+.HandleNotification and the profile's life on the card: enabled, disabled, deleted. */
public final class OtherNotificationCases implements CaseSource {
  private static final String FUNCTION = Delivery.FUNCTION;
  private static final String HEARD = "HTTP 204 without a body";

  @Override
  public List<Case> cases() {
    return Stream.of(lives(), encodings(), untrue()).flatMap(List::stream).toList();
  }

  private static Case.Builder other(String name, String purpose) {
    return HandleNotificationCases.about("07_Other" + name, purpose)
        .requirement("SGP.22 v2 §5.6.4, §3.5")
        .orders(ProfileKind.OPERATIONAL)
        .tags("other-notification")
        .given("the profile is installed, and this was reported");
  }

  // the card's own

  private static List<Case> lives() {
    return List.of(
        other("Life", "Enabling, disabling and deleting are reported one by one")
            .expects(HEARD + ", each time; deleting does not free the order")
            .finds(Fault.status(FUNCTION, 500).at(3), Afterwards.keeps())
            .run(OtherNotificationCases::lives),
        other("Repeated", "A notification that is repeated is heard each time")
            .tags("retry")
            .expects(HEARD + ", each time")
            .finds(Fault.status(FUNCTION, 409).at(3))
            .run(trial -> {
              var phone = installed(trial);
              var enabled = of(trial, phone, 7, Report.ENABLE);
              trial.step("Report enabling three times");
              for (int i = 0; i < 3; i++) {
                Delivery.of(trial, enabled);
              }
            }),
        other("OutOfOrder", "Notifications may come in any order")
            .tags("order-of-reports")
            .expects(HEARD + ", each time")
            .finds(Fault.status(FUNCTION, 400).at(4))
            .run(trial -> {
              var phone = installed(trial);
              trial.step("Report deleting, enabling, disabling; the sequence numbers 9, 7, 8");
              Delivery.of(trial, of(trial, phone, 9, Report.DELETE));
              Delivery.of(trial, of(trial, phone, 7, Report.ENABLE));
              Delivery.of(trial, of(trial, phone, 8, Report.DISABLE));
            }),
        other(
                "BeforeTheInstallation",
                "A notification may come before the report of the installation")
            .tags("order-of-reports")
            .expects(HEARD + ", each time; the order is used up")
            .finds(Afterwards.keeps())
            .run(trial -> {
              var phone = trial.phone().orders(Wish.of(ProfileKind.OPERATIONAL));
              trial.step("Download and install; report enabling, then the installation");
              phone.authenticate().download();
              var told = phone.lpa().install(phone.downloaded());
              Delivery.of(trial, of(trial, phone, 7, Report.ENABLE));
              Delivery.of(trial, told);
              Afterwards.ended(trial, phone);
            }));
  }

  private static void lives(Trial trial) {
    var phone = installed(trial);
    var iccid = phone.order().iccid();
    trial.step("Enable, disable and delete the profile, and report each");
    var results = List.of(
        phone.euicc().enable(iccid), phone.euicc().disable(iccid), phone.euicc().delete(iccid));
    var ok = ProfileManagementResult.OK;
    trial.check("what the card says", List.of(ok, ok, ok), results);
    var notifications = phone.euicc().notifications();
    trial.check(
        "notifications of the card",
        "3 at least",
        String.valueOf(notifications.size()),
        notifications.size() >= 3);
    notifications.forEach(one -> Delivery.of(trial, one));
    Afterwards.moment();
    Afterwards.ended(trial, phone);
  }

  // encodings

  private static List<Case> encodings() {
    return List.of(
        encoded("Install", "install as other notification", Report.INSTALL),
        encoded("EnablePadded", "enable with trailing zero bits, 00 40", Bytes.fromHex("0040")),
        encoded("DisablePadded", "disable with trailing zero bits, 00 20", Bytes.fromHex("0020")),
        encoded("DeletePadded", "delete with trailing zero bits, 00 10", Bytes.fromHex("0010")),
        encoded("NoEvent", "no event", Bytes.fromHex("00")),
        encoded("TwoEvents", "two events at once", Bytes.fromHex("0460")),
        encoded("RpmEnable", "rpmEnable of v3", Bytes.fromHex("0308")),
        encoded("TwoOctets", "a BIT STRING of two octets", Bytes.fromHex("074000")),
        other("OtherWrapping", "A notification is heard with A0 around it and without")
            .tags("encoding")
            .expects(HEARD)
            .run(trial -> {
              var phone = installed(trial);
              trial.step("Report enabling, A0 around it where there is none, and the reverse");
              Delivery.inTheOtherWay(trial, of(trial, phone, 7, Report.ENABLE));
            }));
  }

  private static Case encoded(String name, String what, Bytes event) {
    return other(name, "A notification is heard however its event is written: " + what)
        .tags("encoding")
        .expects(HEARD)
        .run(trial -> {
          var phone = installed(trial);
          trial.step("Report " + what);
          Delivery.of(trial, of(trial, phone, 7, event));
        });
  }

  // not the card's own

  private static List<Case> untrue() {
    return List.of(
        untrue("Forged", "with a signature over nothing", (trial, report) -> report.forged()),
        untrue(
            "OtherCard",
            "of another card",
            (trial, report) -> report
                .signedBy(trial.target().cards(trial.wire().curve()).euicc(trial.anyEid()))
                .other()),
        untrue(
            "Stranger",
            "of a card of no known EUM",
            (trial, report) -> report
                .signedBy(Forged.stranger(trial, trial.wire().curve()).euicc(trial.anyEid()))
                .other()),
        untrue(
            "ForeignIccid",
            "of a profile of another server",
            (trial, report) -> report.about(Report.FOREIGN).other()),
        untrue(
            "NoIccid", "of no profile", (trial, report) -> report.aboutNothing().other()));
  }

  private static Case untrue(
      String name, String what, BiFunction<Trial, Report, OtherSignedNotification> change) {
    return HandleNotificationCases.about(
            "07_OtherUntrue" + name, "A notification is heard and moves nothing: " + what)
        .requirement("SGP.22 v2 §5.6.4, §3.5")
        .orders(ProfileKind.PLAIN)
        .tags("other-notification", "hostile")
        .given("a package was delivered, and is not installed")
        .expects(HEARD + "; the order is downloaded and installed afterwards")
        .finds(Afterwards.endedAt(2))
        .run(trial -> {
          var phone = HandleNotificationCases.delivered(trial);
          trial.step("Report a deletion " + what);
          Delivery.of(trial, change.apply(trial, Report.of(trial, phone).of(Report.DELETE)));
          Afterwards.moment();
          Afterwards.downloadable(trial, phone);
        });
  }

  private static OtherSignedNotification of(Trial trial, Phone phone, long number, Bytes event) {
    return Report.of(trial, phone).seqNumber(number).of(event).other();
  }

  private static Phone installed(Trial trial) {
    var phone = trial.phone().orders(Wish.of(ProfileKind.OPERATIONAL));
    trial.step("Download, install, report");
    phone.authenticate().download();
    Delivery.of(trial, phone.lpa().install(phone.downloaded()));
    return phone;
  }
}
