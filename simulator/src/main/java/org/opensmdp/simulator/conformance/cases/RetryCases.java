package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Es9Function;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.Es9PlusRefusal;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** Answers that are lost, cards that lose their power, devices that come again. */
public final class RetryCases implements CaseSource {
  private static final String AUTHENTICATE = "authenticateClient";
  private static final String PACKAGE = GetBoundProfilePackageCases.FUNCTION;
  private static final int AT_ONCE = 3;
  private static final String INSTALLED = "Executed-Success; the card installs the profile";

  @Override
  public List<Case> cases() {
    return Stream.of(lost(), lostLater(), again(), found(), power(), others())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder retry(String name, String purpose) {
    return Case.of("ES9+.Retry_" + name, purpose)
        .requirement("SGP.22 v2 §3.1.3, §5.6")
        .tags("es9plus", "retry")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .expects(INSTALLED);
  }

  // answers that are lost

  private static List<Case> lost() {
    return List.of(
        retry(
                "01_LostInitiateAuthentication",
                "A session that the device never heard of harms nothing")
            .given("the answer of initiateAuthentication was lost")
            .finds(Fault.flips("initiateAuthentication", "serverSignature1").at(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.step("Begin a session; its answer is lost; begin another");
              phone.initiate().initiate().authenticateHere().download();
              Afterwards.installs(trial, phone);
            }),
        retry(
                "01_LostAuthenticateClient",
                "authenticateClient repeated is answered alike or refused")
            .given("the answer of authenticateClient was lost")
            .expects("the identical answer, or Failed 8.10.1/3.9; then the card installs")
            .finds(
                Fault.flips(AUTHENTICATE, "smdpSigned2").at(2),
                Fault.refuses(AUTHENTICATE, "8.2", "1.2").at(2))
            .run(RetryCases::repeatsAuthenticateClient),
        retry("01_LostPackage", "getBoundProfilePackage repeated is answered alike, and installed")
            .given("the answer of getBoundProfilePackage was lost")
            .finds(
                Fault.flips(PACKAGE, "boundProfilePackage").at(2),
                Fault.refuses(PACKAGE, "8.10.1", "3.9").at(2))
            .run(trial -> {
              var phone = authenticated(trial);
              var request = phone.cardPrepares();
              trial.step("Ask for the package; its answer is lost; ask again");
              phone.server().getBoundProfilePackage(request);
              phone.ask(request);
              Afterwards.installs(trial, phone);
            }),
        retry("01_PackageAtOnce", "Requests that overtake each other get the same package")
            .given("an LPA that asks again before the first answer has come")
            .expects("four identical packages; the card installs")
            .finds(
                Fault.flips(PACKAGE, "boundProfilePackage").at(3),
                Fault.refuses(PACKAGE, "8.10.1", "3.9").at(2))
            .run(RetryCases::asksAtOnce));
  }

  private static List<Case> lostLater() {
    return List.of(
        retry("01_LostPackageNewSession", "A package that was lost is delivered in a new session")
            .given("the answer of getBoundProfilePackage was lost, and the device has begun anew")
            .finds(Fault.flips(PACKAGE, "boundProfilePackage").at(2), Afterwards.endedAt(2))
            .run(trial -> {
              var phone = authenticated(trial).download();
              Afterwards.downloadable(trial, phone);
            }),
        retry("01_LostNotification", "A report whose answer was lost is heard again")
            .given("the answer of handleNotification was lost")
            .expects("HTTP 204 twice; the order is used up")
            .finds(Fault.status(Delivery.FUNCTION, 500).at(2), Afterwards.keeps())
            .run(trial -> {
              var phone = authenticated(trial).download();
              var told = phone.lpa().install(phone.downloaded());
              trial.step("Report; the answer is lost; report again");
              Delivery.of(trial, told);
              Delivery.of(trial, told);
              Afterwards.ended(trial, phone);
            }),
        retry("01_LostCancelSession", "A cancellation whose answer was lost keeps the order")
            .given("a session was postponed, and the answer of cancelSession was lost")
            .expects(
                "Executed-Success or Failed 8.10.1/3.9 the second time; then the card installs")
            .finds(Fault.status("cancelSession", 500).at(2), Afterwards.endedAt(2))
            .run(RetryCases::repeatsPostponed));
  }

  private static void asksAtOnce(Trial trial) {
    var phone = authenticated(trial);
    var request = phone.cardPrepares();
    trial.step("Ask for the package four times, before any answer has come");
    var server = phone.server();
    var answers = Stream.generate(
            () -> CompletableFuture.supplyAsync(() -> server.getBoundProfilePackage(request)))
        .limit(AT_ONCE)
        .toList();
    Afterwards.succeeds(trial, PACKAGE, () -> phone.ask(request));
    for (var answer : answers) {
      Afterwards.succeeds(
          trial,
          PACKAGE,
          () -> trial.check(
              "BF36",
              phone.downloaded().response().boundProfilePackage(),
              finished(answer).boundProfilePackage()));
    }
    Afterwards.installs(trial, phone);
  }

  private static <T> T finished(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void repeatsAuthenticateClient(Trial trial) {
    var phone = authenticated(trial);
    var first = phone.authenticated();
    trial.step("Authenticate again, octet by octet the same");
    try {
      phone.tell(first.request());
      trial.check("answer", first.response(), phone.authenticated().response());
      Afterwards.succeeds(trial, PACKAGE, phone::download);
      Afterwards.installs(trial, phone);
    } catch (Es9PlusRefusal e) {
      trial.refuses(Es9Function.AUTHENTICATE_CLIENT, StatusCode.TRANSACTION_UNKNOWN, () -> {
        throw e;
      });
      Afterwards.downloadable(trial, phone);
    }
  }

  private static void repeatsPostponed(Trial trial) {
    var phone = authenticated(trial).download();
    var response = phone.cardCancels(CancelSessionReason.POSTPONED);
    trial.step("Cancel with postponed");
    phone.tell(response);
    trial.step("Cancel again, octet by octet the same");
    try {
      phone.tell(response);
    } catch (Es9PlusRefusal e) {
      trial.refuses(Es9Function.CANCEL_SESSION, StatusCode.TRANSACTION_UNKNOWN, () -> {
        throw e;
      });
    }
    Afterwards.downloadable(trial, phone);
  }

  // the device begins anew

  private static List<Case> again() {
    return List.of(
        retry("02_NewSession", "A session that was left alone does not stop the next one")
            .given("a session that is authenticated, and nothing came after it")
            .finds(Afterwards.endedAt(2))
            .run(trial -> Afterwards.downloadable(trial, authenticated(trial))),
        retry(
                "02_NewSessionAfterWrongSignature",
                "A refused authentication does not use the order up")
            .given("a session whose euiccSignature1 was wrong")
            .finds(Fault.accepts(AUTHENTICATE).at(1), Afterwards.endedAt(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.step("Authenticate with a signature of another card");
              phone.initiate();
              var other = Forged.stranger(trial, trial.wire().curve()).euicc(trial.anyEid());
              trial.refusesSomehow(() -> phone.tell(Forged.as(other, phone.cardAccepts())));
              Afterwards.downloadable(trial, phone);
            }),
        retry("02_NewSessionAfterCardError", "A card that refuses the server once may come again")
            .given("the card has answered authenticateErrorCode 127")
            .finds(Fault.status(AUTHENTICATE, 500).at(1), Afterwards.endedAt(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.step("The card refuses the server with authenticateErrorCode 127");
              phone.euicc().behave(EuiccQuirks.NONE.authenticateError(127));
              trial.refusesSomehow(phone::authenticate);
              Afterwards.downloadable(trial, phone);
            }),
        retry("02_Twice", "A package that was never installed is delivered a third time")
            .given("two sessions have got the package, and neither has installed it")
            .finds(Fault.flips(PACKAGE, "boundProfilePackage").at(3), Afterwards.endedAt(3))
            .run(trial -> {
              var phone = authenticated(trial).download();
              trial.step("Begin a new session and download again");
              phone.authenticate().download();
              Afterwards.downloadable(trial, phone);
            }),
        retry("02_TwoOrders", "Two orders of one card are downloaded one after the other")
            .given("two released orders")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              var second = trial.order(Wish.PLAIN, phone.identity().eid());
              trial.step("Authenticate the card for the first, and leave it");
              phone.authenticate();
              phone.scans(second);
              Afterwards.downloadable(trial, phone);
            }),
        retry("02_Interleaved", "Sessions of two cards do not disturb each other")
            .given("two cards, an order for each")
            .finds(
                Fault.flips(PACKAGE, "boundProfilePackage").at(1),
                Fault.refuses(PACKAGE, "8.10.1", "3.9").at(2))
            .run(RetryCases::interleaves));
  }

  private static void interleaves(Trial trial) {
    var first = trial.phone().orders(Wish.PLAIN);
    var second = trial.phone().orders(Wish.PLAIN);
    trial.step("Take each step with the one card and then with the other");
    first.initiate();
    second.initiate();
    first.authenticateHere();
    second.authenticateHere();
    first.download();
    second.download();
    Afterwards.installs(trial, second);
    Afterwards.installs(trial, first);
  }

  // an order that was downloaded is found again

  private static List<Case> found() {
    return List.of(
        retry(
                "03_FoundByMatchingId",
                "A package that was delivered is found again by its matchingId")
            .given("an order for the EID of the card; the package was delivered")
            .finds(
                Afterwards.endedAt(2),
                Fault.refuses(AUTHENTICATE, "8.2.6", "3.8").at(2))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN.linked());
              trial.step("Authenticate the card and download the package");
              phone.authenticate().download();
              Afterwards.downloadable(trial, phone);
            }),
        foundByEid(
            "03_FoundByEmptyMatchingId", "an empty matchingId", Optional.of(MatchingId.NONE)),
        foundByEid("03_FoundWithoutMatchingId", "no matchingId", Optional.empty()),
        retry("03_OtherDevice", "An order that one device has downloaded is not for another")
            .given("a card has downloaded the package")
            .expects("Failed 8.1.1/3.8 for another card; the first one installs")
            .finds(
                Fault.accepts(AUTHENTICATE).at(2),
                Fault.refuses(AUTHENTICATE, "8.2", "1.2").at(2),
                Afterwards.endedAt(3))
            .run(trial -> {
              var phone = authenticated(trial).download();
              trial.step("Another card comes for the same order");
              var other = trial.phone().scans(phone.order());
              trial.refuses(
                  Es9Function.AUTHENTICATE_CLIENT, StatusCode.EID_REFUSED, other::authenticate);
              Afterwards.downloadable(trial, phone);
            }));
  }

  private static Case foundByEid(String name, String by, Optional<MatchingId> matchingId) {
    return retry(name, "A package that was delivered is found again by its EID, with " + by)
        .needs(Feature.DEFAULT_SMDP)
        .given(
            "an order with an empty matchingId for the EID of the card; the package was delivered")
        .finds(
            Afterwards.endedAt(2), Fault.refuses(AUTHENTICATE, "8.2.6", "3.8").at(2))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN.found());
          trial.step("Authenticate the card and download the package");
          phone.authenticateWith(matchingId).download();
          trial.step("Begin a new session with %s, download and install".formatted(by));
          phone.authenticateWith(matchingId).download();
          Afterwards.installs(trial, phone);
        });
  }

  // the card loses its power

  private static List<Case> power() {
    return List.of(
        retry("04_PowerLostBeforeInstallation", "A card that lost its power comes again")
            .given("the package was delivered, and the card lost its power")
            .finds(Afterwards.endedAt(2))
            .run(trial -> {
              var phone = authenticated(trial).download();
              trial.step("Reset the card");
              phone.euicc().reset();
              Afterwards.downloadable(trial, phone);
            }),
        retry("04_PowerLostWhileInstalling", "An interruption that is reported leaves the order")
            .needs(Feature.REBINDING)
            .given("the card lost its power in the middle of the package, and has reported it")
            .finds(Afterwards.endedAt(2), Fault.status(Delivery.FUNCTION, 500).at(1))
            .run(trial -> interrupted(trial, true)),
        retry("04_PowerLostUnreported", "An interruption that is not reported leaves the order")
            .needs(Feature.REBINDING)
            .given("the card lost its power in the middle of the package, and reports later")
            .expects("a new session gets the package, bound afresh; the card installs it")
            .finds(Afterwards.endedAt(2), Fault.refuses(PACKAGE, "8.2", "3.7").at(2))
            .run(trial -> interrupted(trial, false)));
  }

  /** The one-time key is used up by then: the card makes another. */
  private static void interrupted(Trial trial, boolean reported) {
    var phone = authenticated(trial).download();
    trial.step("Give the card the first half of the package, and reset it");
    var segments = phone.downloaded().boundProfilePackage().segments();
    segments.subList(0, segments.size() / 2).forEach(phone.euicc()::loadBoundProfilePackage);
    var told = phone.euicc().reset().orElseThrow();
    if (reported) {
      trial.step("Report the interruption");
      Delivery.of(trial, told);
      Afterwards.moment();
    }
    Afterwards.downloadable(trial, phone);
  }

  // late

  private static List<Case> others() {
    return List.of(retry(
            "05_LateReportOfFirstSession", "A late report of an earlier session uses the order up")
        .given("two sessions have got the package; the card has installed that of the first")
        .expects("HTTP 204; afterwards authenticateClient for the order is Failed")
        .finds(Afterwards.keeps())
        .run(trial -> {
          var phone = authenticated(trial).download();
          var told = Report.of(trial, phone).installation();
          trial.step("Begin a new session and download; then report a success of the first");
          phone.authenticate().download();
          Delivery.of(trial, told);
          Afterwards.ended(trial, phone);
        }));
  }

  private static Phone authenticated(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Begin a session and authenticate the card");
    return phone.authenticate();
  }
}
