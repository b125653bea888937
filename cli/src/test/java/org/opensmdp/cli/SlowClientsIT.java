package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Clients that send an octet now and then: they lose their connection, and nobody waits for them. */
class SlowClientsIT {
  private static final int MANY = 30;
  private static final String HEAD = "POST " + RawEs9Plus.PATH
      + "authenticateClient HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  private static final List<String> BEGINNINGS = List.of(
      "P",
      HEAD,
      HEAD + "Content-Length: 200000\r\n\r\n{",
      HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");

  private static final byte[] REQUEST = RawHttp.post(RawEs9Plus.PATH + "authenticateClient", "{}");

  private final StrictHouse house = StrictHouse.get();

  @Test
  void servesOthersWhileManyTrickle() throws IOException {
    var tricklers = new ArrayList<Trickler>();
    for (int i = 0; i < MANY; i++) {
      tricklers.add(new Trickler(house.device(), BEGINNINGS.get(i % BEGINNINGS.size())));
    }

    assertThat(house.serves()).isTrue();
    while (!tricklers.stream().allMatch(Trickler::isCutOff)) {
      for (var trickler : tricklers) {
        trickler.sendAnOctet(); // more octets buy no more time
      }
      JsonAnswers.isFailed(house.device(REQUEST), "1.3.1/2.2");
    }

    assertThat(tricklers).extracting(Trickler::status).containsOnly(408);
  }

  @Test
  void closesAConnectionThatSaysNothingAfterItsAnswer() throws IOException {
    try (var http = house.device()) {
      http.send(HEAD + "Content-Length: 2\r\n\r\n{}");

      assertThat(http.receive().status()).isEqualTo(200);
      assertThat(http.closedByServer()).isTrue();
    }
  }

  @Test
  void anOperatorThatTricklesLosesItsConnectionToo() throws IOException {
    try (var http = house.operator()) {
      http.send("POST /gsma/rsp2/es2plus/downloadOrder HTTP/1.1\r\nContent-Length: 9\r\n\r\n{");

      assertThat(http.receive().status()).isEqualTo(408);
    }
  }

  /** A client that waits for its answer all the time, and sends on until it has one. */
  private static final class Trickler {
    private final RawHttp http;
    private final CompletableFuture<RawAnswer> answer;

    Trickler(RawHttp http, String beginning) throws IOException {
      this.http = http.send(beginning);
      this.answer = CompletableFuture.supplyAsync(this::receive, task -> new Thread(task).start());
    }

    private RawAnswer receive() {
      try (http) {
        return http.receive();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void sendAnOctet() {
      try {
        if (!isCutOff()) {
          http.send(" ");
        }
      } catch (IOException e) {
        // its answer is there
      }
    }

    boolean isCutOff() {
      return answer.isDone();
    }

    int status() {
      return answer.join().status();
    }
  }
}
