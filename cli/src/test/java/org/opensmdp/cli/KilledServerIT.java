package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaSession;
import org.opensmdp.simulator.OrderConfirmation;

/** A server process killed in the middle of a download, and the same download going on with the next. */
class KilledServerIT {

  @Test
  void theDownloadEndsInstalledAfterTheServerWasKilledInTheMiddle(@TempDir Path data)
      throws IOException, InterruptedException {
    String address;
    Lpa lpa;
    LpaSession.Authenticated session;
    try (var server = serve(data)) {
      var listeners = listeners(server);
      address = listeners.getOrDefault("es9plus", "");
      var code = order(data, listeners.getOrDefault("es2plus", ""));
      var visitors = new Visitors(data);
      lpa = visitors.lpa(
          visitors.cards(Optional.of(Curve.NIST_P256)).euicc(visitors.cardNumber()),
          LpaListener.NONE);
      session =
          lpa.authenticateClient(lpa.initiateAuthentication(code), Optional.of(code.matchingId()));

      server.process().destroyForcibly().waitFor(); // SIGKILL
    }

    try (var server = serve(data)) {
      assertThat(listeners(server).get("es9plus")).isEqualTo(address);
      lpa.install(lpa.getBoundProfilePackage(session, Optional.empty()));
      assertThat(lpa.sendNotifications()).isEqualTo(1);
      assertThat(lpa.euicc().profiles()).hasSize(1);
    }
  }

  private static Child serve(Path data) throws IOException {
    return Child.start(
        List.of("-Xmx256m"),
        List.of("serve", "--data", data.toString(), "--free-ports", "--stock", "2"));
  }

  private static Map<String, String> listeners(Child server) throws IOException {
    var listeners = new LinkedHashMap<String, String>();
    while (!listeners.containsKey("ready")) {
      var words = server.readLine().split(" +", 2);
      listeners.put(words[0], "localhost" + words[1].substring(words[1].lastIndexOf(':')));
    }
    return listeners;
  }

  private static ActivationCode order(Path data, String es2plus) {
    var operator = new Visitors(data).operator(es2plus);
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    var confirmed = operator.confirmOrder(OrderConfirmation.release(iccid));
    return new ActivationCode(
        confirmed.smdpAddress().orElseThrow(), confirmed.matchingId(), Optional.empty(), false);
  }
}
