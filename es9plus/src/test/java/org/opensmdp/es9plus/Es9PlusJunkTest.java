package org.opensmdp.es9plus;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.opensmdp.http.Reply;
import org.opensmdp.rsp.Bytes;

/** Whatever the body, the answer is one of those that are defined. */
class Es9PlusJunkTest {
  private final Es9PlusInterface es9plus = new Es9PlusInterface();

  @Property
  void answersArbitraryOctets(@ForAll @From("functions") String function, @ForAll byte[] body) {
    assertDefined(function, es9plus.call(function, body));
  }

  @Property
  void answersArbitraryValues(
      @ForAll @From("functions") String function, @ForAll String id, @ForAll String message) {
    String body = Bodies.AUTHENTICATE.replace("AB00CD", id).replace("vz", message);

    assertDefined(function, es9plus.call(function, body));
  }

  @Property
  void answersArbitraryOctetsInMessages(
      @ForAll @From("functions") String function,
      @ForAll @From("members") String member,
      @ForAll @From("tags") String tag,
      @ForAll byte[] octets) {
    var message = Bytes.concat(
        Bytes.fromHex(tag), Bytes.of((byte) Math.min(octets.length, 127)), Bytes.of(octets));

    assertDefined(function, es9plus.call(function, Bodies.transaction(member, message)));
  }

  @Provide
  Arbitrary<String> functions() {
    return Arbitraries.of(
        "initiateAuthentication",
        "authenticateClient",
        "getBoundProfilePackage",
        "handleNotification",
        "cancelSession");
  }

  @Provide
  Arbitrary<String> members() {
    return Arbitraries.of(
        "authenticateServerResponse", "prepareDownloadResponse", "cancelSessionResponse");
  }

  @Provide
  Arbitrary<String> tags() {
    return Arbitraries.of("BF38", "BF21", "BF41", "BF3803A1", "BF2103A0", "BF4104A0", "30");
  }

  private static void assertDefined(String function, Reply reply) {
    if (function.equals("handleNotification")) {
      assertThat(reply.status()).isEqualTo(204);
    } else {
      assertThat(reply.status()).isIn(200, 400);
    }
    boolean json = reply.status() == 200;
    assertThat(reply.body().length > 0).isEqualTo(json);
  }
}
