package org.opensmdp.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final Route get = new Route("GET", "/a", "get", request -> Reply.empty(200));
  private final Route post = new Route("POST", "/a", "post", request -> Reply.empty(200));

  @Test
  void findsByMethodAndWholePath() {
    var routes = Routes.of(get, post);

    assertThat(routes.find("POST", "/a")).contains(post);
    assertThat(routes.find("post", "/a")).isEmpty();
    assertThat(routes.find("POST", "/a/")).isEmpty();
    assertThat(routes.refusal("/a").header("Allow")).contains("GET, POST");
    assertThat(routes.refusal("/a/").status()).isEqualTo(404);
  }

  @Test
  void refusesTwoAnswersToOneQuestion() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Routes.of(get, get))
        .withMessageContaining("GET /a");
  }

  @Test
  void refusesAPathThatNoRequestCanHave() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Route("GET", "a", "a", get.handler()));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new Route("GET", "/a?b", "a", get.handler()));
  }

  @Test
  void findsATemplateAndTellsWhatStoodInItsPlaces() {
    var routes = Routes.of(echo("/orders/{iccid}/{part}"));

    assertThat(asked(routes, "/orders/89%34/a%20b")).isEqualTo("894 a b");
  }

  @Test
  void prefersTheExactPathAndThenTheMoreLiteralTemplate() {
    var exact = new Route("GET", "/orders/bulk", "exact", get.handler());
    var literal = new Route("GET", "/orders/bulk/{id}", "literal", get.handler());
    var open = new Route("GET", "/orders/{iccid}/{part}", "open", get.handler());
    var one = new Route("GET", "/orders/{iccid}", "one", get.handler());
    var routes = Routes.of(open, one, literal, exact);

    assertThat(name(routes, "/orders/bulk")).isEqualTo("exact");
    assertThat(name(routes, "/orders/bulk/7")).isEqualTo("literal");
    assertThat(name(routes, "/orders/89/7")).isEqualTo("open");
    assertThat(name(routes, "/orders/89")).isEqualTo("one");
  }

  @Test
  void matchesNoValueThatIsEmptyTooLongOrNotDecodable() {
    var routes = Routes.of(echo("/a/{iccid}/{part}"));

    for (var path : List.of(
        "/a//b",
        "/a/%/b",
        "/a/%4/b",
        "/a/%zz/b",
        "/a/%ff/b",
        "/a/%2f/b",
        "/a/%00/b",
        "/a/b",
        "/a/b/c/d",
        "/a/b/",
        "/a/" + "x".repeat(257) + "/b")) {
      assertThat(routes.find("GET", path)).as(path).isEmpty();
      assertThat(routes.refusal(path).status()).as(path).isEqualTo(404);
    }
    assertThat(routes.refusal("/a/b/c").header("Allow")).contains("GET");
  }

  @Test
  void refusesTemplatesThatDifferInNamesOnlyAndPlacesThatAreNoSegments() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Routes.of(echo("/a/{iccid}"), echo("/a/{part}")));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Routes.of(echo("/a/x{iccid}")));
  }

  private static Route echo(String path) {
    return new Route(
        "GET",
        path,
        "echo",
        request -> Reply.of(
            200,
            "text/plain",
            (request.pathValue("iccid") + " " + request.pathValue("part")).getBytes(UTF_8)));
  }

  private static String asked(Routes routes, String path) {
    var reply = routes.find("GET", path).orElseThrow().call(Request.of("GET", path, new byte[0]));
    return new String(reply.body(), UTF_8);
  }

  private static String name(Routes routes, String path) {
    return routes.find("GET", path).orElseThrow().name();
  }
}
