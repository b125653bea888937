package org.opensmdp.http.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the octets, they are read or refused in the one way. */
class JsonJunkTest {
  private static final Set<String> WANTED = Set.of("name");

  @Property
  void refusesJunkInOneWayOnly(@ForAll byte[] octets) {
    try {
      assertThat(JsonObject.read(octets, WANTED)).isNotNull();
    } catch (NotJson refused) {
      assertThat(refused.httpStatus()).isEqualTo(400);
    }
  }

  @Property
  void refusesJunkInsideAnObjectInOneWayOnly(@ForAll String junk) {
    refusesJunkInOneWayOnly(("{\"name\":" + junk + "}").getBytes(UTF_8));
  }
}
