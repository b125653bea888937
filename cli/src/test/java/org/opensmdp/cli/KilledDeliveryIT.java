package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.crypto.Curve;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.OrderCancellation;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualSmds;

/** A server process killed after an order has ended and before the SM-DS could be told. */
class KilledDeliveryIT {

  @Test
  void theNextServerTellsTheSmDs(@TempDir Path data) throws IOException, InterruptedException {
    try (var first = serve(data)) {
      var es2plus = listeners(first).getOrDefault("es2plus", "");
      var visitors = new Visitors(data);
      try (var smds = VirtualSmds.start(visitors.discovery(), "localhost", 0, Clock.systemUTC())) {
        orderAndCancelWhileItIsAway(visitors, es2plus, smds);
        first.process().destroyForcibly().waitFor(); // SIGKILL
        smds.resume();
        assertThat(smds.events()).as("nobody has told it").hasSize(1);

        try (var second = serve(data)) {
          assertThat(listeners(second)).containsKey("ready");
          TestHouse.await(() -> smds.events().isEmpty());
          assertThat(smds.events()).isEmpty();
        }
      }
    }
  }

  private static void orderAndCancelWhileItIsAway(
      Visitors visitors, String es2plus, VirtualSmds smds) {
    var operator = visitors.operator(es2plus);
    var eid = visitors
        .cards(Optional.of(Curve.NIST_P256))
        .euicc(visitors.cardNumber())
        .eid();
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE).forEid(eid));
    var confirmed =
        operator.confirmOrder(OrderConfirmation.release(iccid).smdsAddress(smds.address()));
    assertThat(smds.events(eid)).hasSize(1);
    smds.pause();
    operator.cancelOrder(new OrderCancellation(
        iccid,
        Optional.of(eid),
        Optional.of(confirmed.matchingId()),
        OrderCancellation.FinalProfileStatus.AVAILABLE));
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
}
