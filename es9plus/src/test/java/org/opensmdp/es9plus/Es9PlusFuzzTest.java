package org.opensmdp.es9plus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.Tlv;

/**
 * Hostile octets at the entry of both bindings: a defined answer, whatever the rules behind them say.
 * The first octet of an input chooses function and rules: those that grant everything, or those that
 * refuse with one status code.
 */
class Es9PlusFuzzTest {
  private static final List<String> FUNCTIONS = List.of(
      "initiateAuthentication",
      "authenticateClient",
      "getBoundProfilePackage",
      "handleNotification",
      "cancelSession");
  private static final int HANDLE_NOTIFICATION = 3;
  private static final List<String> MEMBERS = List.of(
      "euiccInfo1",
      "authenticateServerResponse",
      "prepareDownloadResponse",
      "pendingNotification",
      "cancelSessionResponse");
  private static final Es9PlusInterface GRANTING = new Es9PlusInterface();
  private static final List<Es9PlusInterface> REFUSING = Arrays.stream(StatusCode.values())
      .map(status -> Es9PlusInterface.failing(new RspException(status, "refused", "by a rule")))
      .toList();

  /** What an input says: whom to ask, for what. */
  private record Call(Es9PlusInterface es9plus, int function, byte[] octets) {

    static Stream<Call> of(byte[] input) {
      if (input.length == 0) {
        return Stream.empty();
      }
      int function = (input[0] & 0xFF) % FUNCTIONS.size();
      int rules = (input[0] & 0xFF) / FUNCTIONS.size();
      boolean granting =
          rules == 0 || function == HANDLE_NOTIFICATION; // whose rule refuses nothing
      return Stream.of(new Call(
          granting ? GRANTING : REFUSING.get((rules - 1) % REFUSING.size()),
          function,
          Arrays.copyOfRange(input, 1, input.length)));
    }

    Reply json(byte[] body) {
      return remembered(es9plus.call(FUNCTIONS.get(function), body));
    }

    Reply asn1() {
      return remembered(es9plus.call(Request.of("POST", Es9PlusAsn1.PATH, octets)));
    }

    /** They keep a list of what they have heard, for other tests. */
    private Reply remembered(Reply reply) {
      es9plus.heard.clear();
      assertThat(es9plus.observed).hasSize(1);
      es9plus.observed.clear();
      return reply;
    }
  }

  static Stream<byte[]> bodies() {
    return inputs(Stream.of(
            Bodies.INITIATE, Bodies.AUTHENTICATE, Bodies.PREPARE, Bodies.NOTIFY, Bodies.CANCEL)
        .map(body -> Bytes.wrap(body.getBytes(UTF_8))));
  }

  @MethodSource("bodies")
  @FuzzTest
  void bodies(byte[] input) {
    Call.of(input).forEach(call -> assertDefined(call.function, call.json(call.octets)));
  }

  static Stream<byte[]> messages() {
    return inputs(CardMessages.ofJson());
  }

  /** The octets are the message inside well-formed JSON. */
  @MethodSource("messages")
  @FuzzTest
  void messages(byte[] input) {
    Call.of(input).forEach(call -> {
      var message = Bodies.base64(Bytes.of(call.octets));
      String body =
          "{\"transactionId\":\"AB00CD\",\"smdpAddress\":\"a.example\",\"euiccChallenge\":\"%s\",\"%s\":\"%s\"}"
              .formatted("AAECAwQFBgcICQoLDA0ODw==", MEMBERS.get(call.function), message);
      assertDefined(call.function, call.json(body.getBytes(UTF_8)));
    });
  }

  static Stream<byte[]> asn1() {
    return inputs(CardMessages.ofAsn1());
  }

  @MethodSource("asn1")
  @FuzzTest
  void asn1(byte[] input) {
    Call.of(input).forEach(call -> {
      var reply = call.asn1();
      assertThat(reply.status()).isIn(200, 204, 400);
      if (reply.status() == 200) {
        assertThat(Tlv.parse("answer", 0xA2, Bytes.of(reply.body())).value().size())
            .isPositive();
      } else {
        assertThat(reply.body()).isEmpty();
      }
    });
  }

  /** Each octet string for its function, granted and refused. */
  private static Stream<byte[]> inputs(Stream<Bytes> octets) {
    var all = octets.toList();
    return Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .map(choice -> Bytes.concat(Bytes.of(choice.byteValue()), all.get(choice % all.size()))
            .toArray());
  }

  private static void assertDefined(int function, Reply reply) {
    if (function == HANDLE_NOTIFICATION) {
      assertThat(reply.status()).isEqualTo(204);
    } else {
      assertThat(reply.status()).isIn(200, 400);
    }
    assertThat(reply.body().length > 0).isEqualTo(reply.status() == 200);
    if (reply.status() == 200) {
      assertThat(new String(reply.body(), UTF_8)).startsWith("{\"header\":{").endsWith("}");
    }
  }
}
