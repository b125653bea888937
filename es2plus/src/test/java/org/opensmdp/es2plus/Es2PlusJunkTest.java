package org.opensmdp.es2plus;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.opensmdp.http.Reply;

/** Whatever the body, the answer is one of those that are defined. */
class Es2PlusJunkTest {
  private final Es2PlusInterface es2plus = new Es2PlusInterface();

  @Property
  void answersArbitraryOctets(@ForAll @From("functions") String function, @ForAll byte[] body) {
    var request = Es2PlusInterface.request(function, body);

    assertDefined(es2plus.call(request.withClientCertificate(es2plus.client.certificate())));
  }

  @Property
  void answersArbitraryValues(
      @ForAll @From("functions") String function,
      @ForAll @From("members") String member,
      @ForAll @From("members") String other,
      @ForAll String value,
      @ForAll @From("values") String json) {
    assertDefined(
        es2plus.call(function, "\"%s\":\"%s\",\"%s\":%s".formatted(member, value, other, json)));
  }

  @Provide
  Arbitrary<String> functions() {
    return Arbitraries.of("downloadOrder", "confirmOrder", "cancelOrder", "releaseProfile");
  }

  @Provide
  Arbitrary<String> members() {
    return Arbitraries.of(
        "iccid",
        "eid",
        "matchingId",
        "confirmationCode",
        "smdsAddress",
        "profileType",
        "releaseFlag",
        "finalProfileStatusIndicator");
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of("1", "true", "null", "[[]]", "{\"iccid\":1}", "\"\"", "1e999", "x");
  }

  private static void assertDefined(Reply reply) {
    assertThat(reply.status()).isIn(200, 400);
    assertThat(reply.body().length > 0).isEqualTo(reply.status() == 200);
  }
}
