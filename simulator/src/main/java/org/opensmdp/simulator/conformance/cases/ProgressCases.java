package org.opensmdp.simulator.conformance.cases;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.simulator.OperatorEndpoint.Call;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.Wish;

/** ES2+.HandleDownloadProgressInfo, which the SM-DP+ calls (SGP.22 v2 §5.3.5). */
public final class ProgressCases implements CaseSource {
  private static final String FUNCTION = "handleDownloadProgressInfo";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final int ELIGIBILITY = 1;
  private static final int CONFIRMATION = 2;
  private static final int DOWNLOAD = 3;
  private static final int INSTALLATION = 4;

  @Override
  public List<Case> cases() {
    var cases = new ArrayList<Case>();
    cases.addAll(head());
    cases.addAll(members());
    cases.addAll(successes());
    cases.addAll(failures());
    return cases;
  }

  private static Case.Builder of(String number, String purpose) {
    return Case.of("ES2+.HandleDownloadProgressInfo_" + number, purpose)
        .requirement("SGP.22 v2 §5.3.5")
        .tags("es2plus", "callbacks", FUNCTION)
        .needs(Feature.ES2PLUS, Feature.CALLBACKS, Feature.JSON, Feature.NIST)
        .orders(ProfileKind.PLAIN)
        .once();
  }

  private static List<Case> head() {
    return List.of(
        of("01_Path", "The operator is called at the path of the function")
            .tags("nominal")
            .expects("/gsma/rsp2/es2plus/handleDownloadProgressInfo")
            .finds(Fault.refuses(FUNCTION, "8", "4.2"))
            .run(trial -> {
              var call = heard(trial, downloaded(trial), DOWNLOAD);
              trial.check("path", "/gsma/rsp2/es2plus/" + FUNCTION, call.path());
            }),
        of("02_AdminProtocol", "The call says which protocol it speaks")
            .tags("header")
            .expects("X-Admin-Protocol: gsma/rsp/v and a version")
            .finds(Fault.header(FUNCTION, "X-Admin-Protocol", "none"))
            .run(trial -> {
              var call = heard(trial, downloaded(trial), DOWNLOAD);
              var protocol = call.headers().getOrDefault("X-Admin-Protocol", "");
              boolean said = protocol.matches("gsma/rsp/v[0-9]+\\.[0-9]+\\.[0-9]+");
              trial.check("X-Admin-Protocol", "gsma/rsp/v<x.y.z>", protocol, said);
            }),
        of("03_ContentType", "The call is JSON and says so")
            .tags("header")
            .expects("Content-Type: application/json")
            .finds(Fault.header(FUNCTION, "Content-Type", "text/plain"))
            .run(trial -> {
              var call = heard(trial, downloaded(trial), DOWNLOAD);
              var type = call.headers().getOrDefault("Content-Type", "");
              trial.check(
                  "Content-Type", "application/json", type, type.startsWith("application/json"));
            }));
  }

  private static List<Case> members() {
    return List.of(
        member("04_Requester", "header/functionRequesterIdentifier", "header"),
        member("05_CallIdentifier", "header/functionCallIdentifier", "header"),
        member("06_Iccid", "iccid", "iccid"),
        member("07_ProfileType", "profileType", "profileType"),
        member("08_Status", "notificationPointStatus/status", "notificationPointStatus"),
        of("09_Timestamp", "The time is that of the event, as W3C writes it")
            .tags("members")
            .expects("a timestamp with seconds and time zone, within five minutes of now")
            .finds(
                Fault.without(FUNCTION, "timestamp"),
                Fault.says(FUNCTION, "timestamp", "2001-12-17T09:30:47Z"),
                Fault.says(FUNCTION, "timestamp", "yesterday"))
            .run(trial -> {
              var said = json(heard(trial, downloaded(trial), DOWNLOAD))
                  .path("timestamp")
                  .asText();
              trial.check("timestamp", "YYYY-MM-DDThh:mm:ssTZD, now", said, isNow(said));
            }),
        of("10_Eid", "The card that has come is named")
            .tags("members")
            .expects("the EID of the card")
            .finds(
                Fault.without(FUNCTION, "eid"),
                Fault.says(FUNCTION, "eid", "89049032123451234512345678901235"))
            .run(trial -> {
              var phone = downloaded(trial);
              var said = json(heard(trial, phone, DOWNLOAD)).path("eid").asText();
              trial.check("eid", phone.identity().eid().digits(), said);
            }),
        of("11_TypeOfTheOrder", "The profile type is that of the order")
            .tags("members")
            .expects("the name of the profile type")
            .finds(Fault.says(FUNCTION, "profileType", "another"))
            .run(trial -> {
              var said = json(heard(trial, downloaded(trial), DOWNLOAD));
              trial.check(
                  "profileType",
                  trial.type(ProfileKind.PLAIN),
                  said.path("profileType").asText());
            }));
  }

  private static Case member(String number, String path, String member) {
    return of(number, "The call has a text %s".formatted(path))
        .tags("members")
        .expects("a text that is not empty")
        .finds(Fault.without(FUNCTION, member))
        .run(trial -> {
          var said = json(heard(trial, downloaded(trial), DOWNLOAD)).at("/" + path);
          trial.check(
              path,
              "a text",
              said.toString(),
              said.isTextual() && !said.asText().isEmpty());
        });
  }

  private static boolean isNow(String timestamp) {
    try {
      var said = OffsetDateTime.parse(timestamp).toInstant();
      return Duration.between(said, Instant.now()).abs().compareTo(SKEW) < 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static List<Case> successes() {
    return List.of(
        succeeds(
            "12_Downloaded",
            "The operator hears that the package was delivered",
            DOWNLOAD,
            phone -> phone.authenticate().download()),
        succeeds(
            "13_Installed",
            "The operator hears that the profile was installed",
            INSTALLATION,
            Phone::getsIt),
        of("14_InOrder", "What happens to an ICCID is told in its order")
            .tags("order")
            .expects("point 3 before point 4")
            .finds(says("tells every point as 4", "notificationPointId", INSTALLATION))
            .run(trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              trial.prepare("A card downloads, installs and reports", phone::getsIt);
              heard(trial, phone, INSTALLATION);
              var points = about(trial, phone).stream()
                  .map(call -> point(json(call)))
                  .filter(point -> point >= DOWNLOAD)
                  .toList();
              trial.check("points", List.of(DOWNLOAD, INSTALLATION), points);
            }));
  }

  private static Case succeeds(String number, String purpose, int point, Consumer<Phone> visit) {
    return of(number, purpose)
        .tags("nominal")
        .expects("point %d, Executed-Success".formatted(point))
        .finds(
            says("tells another point", "notificationPointId", 99),
            Fault.of(
                "tells a failure",
                FUNCTION,
                answer -> answer.json(
                    object -> object.putObject("notificationPointStatus").put("status", "Failed"))))
        .run(trial -> {
          var phone = trial.phone().orders(Wish.PLAIN);
          trial.prepare("A card comes", () -> visit.accept(phone));
          var said = json(heard(trial, phone, point));
          trial.check(
              "status",
              "Executed-Success",
              said.at("/notificationPointStatus/status").asText());
        });
  }

  private static Fault says(String name, String member, int value) {
    return Fault.of(name, FUNCTION, answer -> answer.json(object -> object.put(member, value)));
  }

  private static List<Case> failures() {
    return List.of(
        fails(
            "15_RefusedByTheUser",
            "The operator hears that the user has refused",
            CONFIRMATION,
            "8.8.5/3.8",
            ProfileKind.PLAIN,
            trial -> {
              var phone = trial.phone().orders(Wish.PLAIN);
              phone.authenticate().cancel(CancelSessionReason.END_USER_REJECTION);
              return phone;
            }),
        fails(
            "16_CodesUsedUp",
            "The operator hears that the Confirmation Codes are used up",
            CONFIRMATION,
            "8.2.7/6.4",
            ProfileKind.TWICE,
            trial -> {
              var phone = trial.phone().orders(Wish.of(ProfileKind.TWICE).withCode());
              phone.authenticate();
              for (int i = 0; i < 2; i++) {
                trial.refusesSomehow(() -> phone.download("0815"));
              }
              return phone;
            }),
        fails(
            "17_NotEligible",
            "The operator hears that the card cannot have the profile",
            ELIGIBILITY,
            "8.2.5/4.3",
            ProfileKind.PPR1,
            trial -> {
              var phone = trial.phone(card -> card.forbiddenPolicyRules(List.of(1)));
              phone.orders(Wish.of(ProfileKind.PPR1));
              trial.refusesSomehow(phone::authenticate);
              return phone;
            }));
  }

  private interface Visit {
    Phone of(Trial trial);
  }

  private static Case fails(
      String number, String purpose, int point, String pair, ProfileKind kind, Visit visit) {
    return of(number, purpose)
        .tags("refusal")
        .orders(kind)
        .expects("point %d, Failed %s".formatted(point, pair))
        .finds(
            says("tells another point", "notificationPointId", 99),
            Fault.of(
                "tells another status code",
                FUNCTION,
                answer -> answer.json(object -> {
                  var status = object.putObject("notificationPointStatus").put("status", "Failed");
                  status
                      .putObject("statusCodeData")
                      .put("subjectCode", "8")
                      .put("reasonCode", "4.2");
                })))
        .run(trial -> {
          var come = new ArrayList<Phone>();
          trial.prepare("A card comes", () -> come.add(visit.of(trial)));
          var status = json(heard(trial, come.get(0), point)).path("notificationPointStatus");
          trial.check("status", "Failed", status.path("status").asText());
          var data = status.path("statusCodeData");
          trial.check(
              "status code",
              pair,
              data.path("subjectCode").asText() + "/" + data.path("reasonCode").asText());
        });
  }

  private static Phone downloaded(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.prepare("A card downloads the package", () -> phone.authenticate().download());
    return phone;
  }

  /** Waits for the call about the order of the phone that tells of this point. */
  private static Call heard(Trial trial, Phone phone, int point) {
    trial.step("Wait for the call about point " + point);
    trial.eventually(
        "point %d is told".formatted(point), () -> find(trial, phone, point).isPresent());
    return find(trial, phone, point).orElseThrow();
  }

  private static Optional<Call> find(Trial trial, Phone phone, int point) {
    return about(trial, phone).stream()
        .filter(call -> point(json(call)) == point)
        .reduce((first, last) -> last);
  }

  private static List<Call> about(Trial trial, Phone phone) {
    var iccid = phone.order().iccid().digits();
    return trial.callbacks().calls().stream()
        .filter(call -> call.body().contains(iccid))
        .toList();
  }

  private static int point(JsonNode said) {
    return said.path("notificationPointId").asInt();
  }

  private static JsonNode json(Call call) {
    try {
      return JSON.readTree(call.body());
    } catch (JsonProcessingException e) {
      throw new CaseEnded(Verdict.FAIL, "a call that is no JSON: " + e.getMessage());
    }
  }
}
