package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.OperatorCallback;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.Progress;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.crypto.Curve;
import org.opensmdp.es2plus.CallbackClient;
import org.opensmdp.es2plus.CallbackTls;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.OperatorEndpoint.Manner;

/** One call to an operator's server, over mutual TLS, whatever that server does. */
class CallbackClientIT {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  private final OperatorHouse operator = OperatorHouse.open(TestHouse.get().directory());

  @AfterEach
  void close() {
    operator.close();
  }

  private static Callback callback(Kind kind) {
    return new Callback(
        7,
        UUID.randomUUID(),
        new OperatorCallback.Line(1, kind),
        new Iccid("8988220000000000010"),
        Optional.empty(),
        "plan",
        NOW,
        new Progress(3, Optional.empty(), Optional.empty()),
        "",
        Callback.State.PENDING,
        0,
        NOW,
        Optional.empty(),
        Optional.of("matter-7"));
  }

  private static CallbackClient client(KeyManager... keys) {
    return new CallbackClient(new CallbackTls(name -> keys), "2.999.10");
  }

  private static KeyManager[] ofTheServer() {
    var files = TryOut.pki(TestHouse.get().directory(), Curve.NIST_P256);
    return TlsIdentity.load(new CertAndKey(files.resolve("tls.pem"), files.resolve("tls.key")))
        .keyManagers();
  }

  private Optional<String> sent(Manner manner, Kind kind) {
    operator.endpoint().behave(manner);
    return client(ofTheServer()).send(operator.callback(1, kind, Set.of(3)), callback(kind), NOW);
  }

  @Test
  void takesTheAnswersThatMeanYes() {
    assertThat(sent(Manner.TAKES, Kind.HANDLE_DOWNLOAD_PROGRESS_INFO)).isEmpty();
    assertThat(sent(Manner.TAKES_WITH_AN_ANSWER, Kind.HANDLE_NOTIFICATION)).isEmpty();
    assertThat(sent(Manner.REFUSES, Kind.WEBHOOK)).isEmpty(); // 200 is all that counts there

    assertThat(operator.endpoint().calls())
        .extracting(call -> call.path())
        .containsExactly(
            "/gsma/rsp2/es2plus/handleDownloadProgressInfo",
            "/gsma/rsp2/es2plus/handleNotification",
            "/hook");
  }

  @Test
  void saysWhyTheOperatorDoesNotHaveIt() {
    assertThat(sent(Manner.FAILS, Kind.HANDLE_NOTIFICATION)).contains("HTTP 500");
    assertThat(sent(Manner.REFUSES, Kind.HANDLE_NOTIFICATION))
        .contains("Failed 8.2.1/3.9 unknown here");
    assertThat(sent(Manner.REDIRECTS, Kind.HANDLE_NOTIFICATION)).contains("HTTP 307");
    assertThat(sent(Manner.CLOSES_EARLY, Kind.HANDLE_NOTIFICATION)).isPresent();
    assertThat(operator.endpoint().calls()).hasSize(4); // no redirect was followed, none repeated

    operator.endpoint().down();
    assertThat(sent(Manner.TAKES, Kind.HANDLE_NOTIFICATION)).isPresent();
    assertThat(operator.endpoint().taken()).isEmpty();
  }

  @Test
  void endsACallThatTheOperatorDoesNotAnswer() {
    operator.endpoint().behave(Manner.IS_SLOW);

    var call = CompletableFuture.supplyAsync(() -> sent(Manner.IS_SLOW, Kind.WEBHOOK));

    assertThat(call.completeOnTimeout(
                Optional.empty(), CallbackClient.DEADLINE.toSeconds() * 3, TimeUnit.SECONDS)
            .join())
        .contains("no answer within " + Duration.ofSeconds(15).toSeconds() + " s");
  }

  @Test
  void isNotLetInWithoutItsCertificate() {
    var to = operator.callback(1, Kind.HANDLE_NOTIFICATION, Set.of(3));

    assertThat(client().send(to, callback(to.kind()), NOW)).isPresent();
    assertThat(operator.endpoint().calls()).isEmpty();
  }

  @Test
  void tellsNothingToAServerOfAnotherCa() {
    try (var other = OperatorHouse.open(TestHouse.get().directory())) {
      var to = operator.callback(1, Kind.HANDLE_NOTIFICATION, Set.of(3));
      var mistaken = new OperatorCallback(
          1,
          to.kind(),
          other.endpoint().url(),
          to.points(),
          true,
          Optional.empty(),
          to.trustedCa(),
          Optional.empty(),
          Optional.empty());

      assertThat(client(ofTheServer()).send(mistaken, callback(to.kind()), NOW)).isPresent();
      assertThat(other.endpoint().calls()).isEmpty();
    }
  }

  @Test
  void signsAWebhookSoThatItsReceiverKnowsIt() throws GeneralSecurityException {
    sent(Manner.TAKES, Kind.WEBHOOK);

    var call = operator.endpoint().calls().get(0);
    var id = call.headers().get("webhook-id");
    assertThat(call.body()).contains("\"id\":\"" + id + "\"");
    assertThat(call.headers()).containsEntry("webhook-timestamp", "" + NOW.getEpochSecond());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(OperatorHouse.SECRET.toArray(), "HmacSHA256"));
    var signed = id + "." + NOW.getEpochSecond() + "." + call.body();
    assertThat(call.headers())
        .containsEntry(
            "webhook-signature",
            "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8))));
  }
}
