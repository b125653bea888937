package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
}
