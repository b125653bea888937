package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.crypto.Curve;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.Quirk;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * What {@code order timeline} says of activations that went wrong, each in its own way: word for word as in
 * src/test/resources/timelines, times and identities aside. To write the files anew after a change that is
 * meant, run with -Dtimelines.write=true, and read them as the person on the telephone would.
 */
class CaseIT {
  private static final Path TEXTS = Path.of("src", "test", "resources", "timelines");
  private static final String BROKEN = "broken-ecc";
  private static final int EF_ECC = 0xB6;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final TestHouse house = TestHouse.get();
  private final VirtualEuicc card = house.card(Curve.NIST_P256);
  private final Lpa lpa = house.lpa(card);

  @Test
  void unknownCode() {
    var code = released().activationCode();
    var typed = new ActivationCode(
        code.smdpAddress(), new MatchingId("TYPED-WR0NG"), Optional.empty(), false);

    lpa.download(typed, Optional.empty());

    told("unknown-code", card.eid().digits());
  }

  @Test
  void wrongCard() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE)
        .forEid(house.card(Curve.NIST_P256).eid()));

    lpa.download(order.activationCode(), Optional.empty());

    told("wrong-card", order.activationCode().toUri());
  }

  @Test
  void notReleased() {
    var placed = house
        .admin()
        .post(
            "/admin/v1/orders",
            Map.of("operator", TryOut.OPERATOR, "type", TryOutStock.TYPE, "release", false));

    lpa.download(ActivationCode.parse(placed.path("uri").asText()), Optional.empty());

    told("not-released", placed.path("iccid").asText());
  }

  @Test
  void wrongConfirmationCodeUntilItIsLocked() {
    var order = house.release(DownloadOrder.ofType(TryOutStock.TYPE), Optional.of("qwertz"));
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));
    String early = "";
    for (int i = 0; house.state(order.iccid()) != ProfileState.ERROR; i++) {
      var wrong = "wrong-code-" + i;
      assertThat(catchThrowable(() -> lpa.getBoundProfilePackage(session, Optional.of(wrong))))
          .isNotNull();
      early = i == 1 ? told("wrong-confirmation-code", order.iccid().digits()) : early;
    }

    var late = told("confirmation-code-locked", order.iccid().digits());

    assertThat(early).contains("Tries of the confirmation code left: 3 of 5.");
    assertThat(early + late).doesNotContain("qwertz", "wrong-code");
  }

  @Test
  void expired() {
    var order = released();
    house.admin().put("/admin/v1/orders/" + order.iccid() + "/limits", Map.of("lifetime", "PT1H"));
    house.forward(Duration.ofHours(3));

    lpa.download(order.activationCode(), Optional.empty());

    told("expired", order.iccid().digits());
  }

  @Test
  void elementThatTheChipCannotTake() {
    var order = house.release(DownloadOrder.of(brokenStock()));

    var outcome = lpa.download(order.activationCode(), Optional.empty());

    assertThat(outcome).isInstanceOf(InstallOutcome.NotInstalled.class);
    lpa.sendNotifications();
    house.stateBecoming(ProfileState.ERROR, order.iccid());
    assertThat(told("element-refused", order.iccid().digits())).contains("(pe-usim, EF.ECC)");
  }

  /** One profile of a type whose version has a file that no chip can make. */
  private Iccid brokenStock() {
    var inventory = house.server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = house.stock().type(operator, BROKEN, ProfileType.Protection.SESSION_KEYS);
    inventory.addStableVersion(type, withBrokenFile(BundledTemplate.load()));
    long number = Math.abs(RANDOM.nextLong() % 10_000_000_000L);
    var iccid = Iccid.withCheckDigit("8900101%011d".formatted(number));
    var imsi = new Imsi("00102%010d".formatted(number));
    inventory.addStock(type, List.of(SubscriberData.of(iccid, imsi, key(), key())));
    return iccid;
  }

  private static Secret key() {
    var octets = new byte[16];
    RANDOM.nextBytes(octets);
    return Secret.of(octets);
  }

  /** Gives the first content of EF.ECC a tag that there is none of. */
  private static Bytes withBrokenFile(Bytes template) {
    var file = Node.parse("template", template).stream()
        .filter(element -> element.tag() == ProfileElementType.USIM.tag())
        .flatMap(element -> element.member(EF_ECC).stream())
        .findFirst()
        .orElseThrow();
    var octets = template.toArray();
    octets[file.members().get(0).at()] = (byte) 0x95;
    return Bytes.wrap(octets);
  }

  @Test
  void noRoom() {
    told("no-room", failing(10));
  }

  @Test
  void alreadyThere() {
    told("already-there", failing(9));
  }

  @Test
  void interrupted() {
    told("interrupted", failing(11));
  }

  @Test
  void brokenBlocks() {
    told("security-error", failing(8));
  }

  /** An order that a card took the package of, and reported this errorReason. */
  private String failing(int errorReason) {
    var order = released();
    card.behave(
        EuiccQuirks.NONE.installationError(BppCommandId.LOAD_PROFILE_ELEMENTS, errorReason));
    lpa.download(order.activationCode(), Optional.empty());
    lpa.sendNotifications();
    TestHouse.await(() -> house.timeline(order.iccid()).stream()
        .anyMatch(event -> event.function().equals("ES9+.HandleNotification")));
    return order.iccid().digits();
  }

  @Test
  void givenUp() {
    var order = released();
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));

    lpa.cancelSession(session, CancelSessionReason.END_USER_REJECTION);

    told("given-up", order.iccid().digits());
  }

  @Test
  void silent() {
    var order = released();
    var session = lpa.authenticateClient(
        lpa.initiateAuthentication(order.activationCode()),
        Optional.of(order.activationCode().matchingId()));
    lpa.getBoundProfilePackage(session, Optional.empty());

    house.forward(Duration.ofMinutes(40));

    told("silent", order.iccid().digits());
  }

  @Test
  void forgedReport() {
    var order = released();
    card.behave(EuiccQuirks.NONE.with(Quirk.WRONG_REPORT_SIGNATURE));
    lpa.download(order.activationCode(), Optional.empty());
    lpa.sendNotifications();
    TestHouse.await(() -> house.timeline(order.iccid()).stream()
        .anyMatch(event -> event.function().equals("Handoff")));

    told("forged-report", order.iccid().digits());
  }

  @Test
  void neverCame() {
    var order = released();
    house.forward(Duration.ofHours(30));

    told("never-came", order.iccid().digits());
  }

  @Test
  void installed() {
    var order = released();
    lpa.download(order.activationCode(), Optional.empty());
    house.stateBecoming(ProfileState.INSTALLED, order.iccid());

    told("installed", order.iccid().digits());
  }

  @Test
  void findsAnOrderByWhateverIsKnownOfIt() {
    var correlation = UUID.randomUUID().toString();
    var order = released();
    lpa.download(order.activationCode(), Optional.empty());
    house.stateBecoming(ProfileState.INSTALLED, order.iccid());
    var story = run("timeline", order.iccid().digits(), "--json").json().path("case");
    var facts = story.path("facts");
    var session = story.path("lines").findValuesAsText("transactionId").stream()
        .filter(id -> id.length() == 32)
        .findFirst()
        .orElseThrow();
    var imsi =
        house.server().stores().caseFiles().read(order.iccid()).orElseThrow().imsi();
    var forms = List.of(
        order.iccid().digits(),
        order.iccid().digits() + "F",
        card.eid().digits(),
        card.eid().digits().replaceAll("(.{4})", "$1 ").strip(),
        imsi.orElseThrow().digits(),
        order.activationCode().matchingId().text(),
        order.activationCode().toUri(),
        "Please scan " + order.activationCode().toQrText() + " again",
        session,
        "Error 8.2.6-3.8 in session " + session + ", try later",
        facts.path("correlation id").asText());

    for (var form : forms) {
      assertThat(run("find", form).out()).as(form).contains(order.iccid().digits());
    }
    assertThat(run("find", correlation).out()).doesNotContain(order.iccid().digits());
    assertThat(run("timeline", "nothing of ours").out()).contains("state unknown");
    var shown =
        house.server().stores().caseFiles().read(order.iccid()).orElseThrow().attempts();
    assertThat(shown.get(0).card().orElseThrow().euiccInfo2().size()).isBetween(100, 300);
    assertThat(story.toString()).doesNotContain(imsi.orElseThrow().digits());
    assertThat(story.toString())
        .doesNotContain(order.activationCode().matchingId().text());
    assertThat(run("timeline", order.iccid().digits(), "--lang", "xx").exitCode())
        .isEqualTo(1);
  }

  @Test
  void keepsTheNameThatAnOperatorGaveItsOrder() {
    var profiles = house.server().stores().profiles();
    var type = profiles.findType(TryOutStock.TYPE).orElseThrow();
    var name = "matter-" + UUID.randomUUID();
    var event = new ActivationEvent(
        Instant.now(),
        "ES2+.DownloadOrder",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        ActivationEvent.OK,
        "",
        Duration.ZERO);
    var digest = new byte[64];
    RANDOM.nextBytes(digest);

    var iccid = profiles
        .under(Optional.of(name))
        .reserve(type, Optional.empty(), Bytes.wrap(digest), event)
        .orElseThrow();

    assertThat(run("find", name).out()).contains(iccid.digits());
    assertThat(run("timeline", iccid.digits()).out()).contains(name, "state allocated");
  }

  @Test
  void showsWhatThePhoneSaid(@TempDir Path directory) throws IOException {
    var order = released();
    var code = order.activationCode();
    var file = directory.resolve("android.jsonl");
    Files.writeString(
        file,
        String.join(
            "\n",
            "{\"errorCode\":10000,\"message\":\"locked, code %s\"}".formatted(code.toUri()),
            "{\"detailedCode\":%d,\"iccid\":\"%s\"}".formatted(0x0A826038, order.iccid()),
            "{\"errorCode\":10009,\"about\":\"8949000000000000000\"}",
            "no JSON"),
        UTF_8);

    var first = clientLog(file, "android");
    var second = clientLog(file, "android");
    var text = run("timeline", order.iccid().digits()).out();

    assertThat(first.out()).contains("2 lines kept, 0 known before, 1 about nothing", "1 unread");
    assertThat(second.out()).contains("0 lines kept, 2 known before");
    assertThat(text).contains("The phone said: ", "android 10000", "8.2.6/3.8");
    assertThat(text)
        .contains("locked, code (code)")
        .doesNotContain(code.matchingId().text());
  }

  private Ran clientLog(Path file, String source) {
    return Ran.of(
        "client-log",
        "import",
        file,
        "--source",
        source,
        "--admin",
        house.adminUrl(),
        "--token-file",
        house.tokenFile());
  }

  private TestHouse.Released released() {
    return house.release(DownloadOrder.ofType(TryOutStock.TYPE));
  }

  private Ran run(String command, String... arguments) {
    var words = new ArrayList<Object>(List.of("order", command));
    words.addAll(List.of(arguments));
    words.addAll(List.of("--admin", house.adminUrl(), "--token-file", house.tokenFile()));
    return Ran.of(words.toArray());
  }

  /** Compares what the command says with the file of this name; returns it as it was said. */
  private String told(String name, String what) {
    var said = run("timeline", what).out();
    var plain = plain(said);
    var file = TEXTS.resolve(name + ".txt");
    try {
      if (Boolean.getBoolean("timelines.write")) {
        Files.createDirectories(TEXTS);
        Files.writeString(file, plain, UTF_8);
      }
      assertThat(plain).as("the timeline of " + name).isEqualTo(Files.readString(file, UTF_8));
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read; run with -Dtimelines.write=true", e);
    }
    return said;
  }

  private static String plain(String said) {
    return said.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "(date)     (time)")
        .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "(date and time)")
        .replaceAll("\\d{4}-\\d\\d-\\d\\d", "(date)")
        .replaceAll("\\b89\\d{30}\\b", "(EID)")
        .replaceAll("\\b89\\d{16,18}\\b", "(ICCID)")
        .replaceAll("\\b[0-9A-F]{40}\\b", "(root)")
        .replaceAll("\\b[0-9a-f]{8}-[0-9a-f-]{27}\\b", "(correlation id)")
        .replaceAll("session [0-9A-F]{8}\\b", "session (id)")
        .replaceAll("(\\d{5})\\*{7}\\d{3}", "$1*******...")
        .replaceAll("(end(?:s|ing) in) \\d{4}", "$1 ....")
        .replaceAll("\\d+ ms", "n ms")
        .replaceAll("\\b\\d+ seconds", "n seconds")
        .replaceAll(Pattern.quote("\r"), "");
  }
}
