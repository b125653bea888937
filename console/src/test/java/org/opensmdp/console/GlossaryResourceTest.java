package org.opensmdp.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.opensmdp.console.Door.json;
import static org.opensmdp.console.Door.request;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.http.Reply;

class GlossaryResourceTest {
  private final Door door = new Door();
  private final GlossaryResource resource = new GlossaryResource(door.access);
  private final Bearer viewer =
      door.token(Role.VIEWER, Optional.of(new Operator(1, "somebody", Set.of())));

  private Reply list(String query) {
    return resource
        .routes()
        .get(0)
        .handler()
        .handle(request(viewer, "GET", "/admin/v1/glossary" + query, ""));
  }

  private Reply show(String code, String query) {
    return resource
        .routes()
        .get(1)
        .handler()
        .handle(
            request(viewer, "GET", "/admin/v1/glossary/x" + query, "").withPathValue("code", code));
  }

  @Test
  void showsEveryEntryToEverybody() {
    var entries = json(list("")).path("entries");

    assertThat(entries).hasSize(Glossary.standard().all().size());
    assertThat(entries.get(0).path("customer")).hasSize(6);
  }

  @Test
  void showsOneByItsCode() {
    var entry = json(show("8.2.6-3.8", "?lang=de"));

    assertThat(entry.path("code").asText()).isEqualTo("8.2.6/3.8");
    assertThat(entry.path("attribution").asText()).isEqualTo("user");
    assertThat(entry.path("customer").path("de").asText()).startsWith("Dieser Code");
    assertThat(entry.path("customer")).hasSize(1);
    assertThat(json(show("8.2.1-3.3", "?function=callback")).path("attribution").asText())
        .isEqualTo("device");
  }

  @Test
  void findsByWhatAPhoneShows() {
    assertThat(json(list("?text=EID+doesn%27t+match")).at("/entries/0/code").asText())
        .isEqualTo("8.1.1/3.8");
    assertThat(json(list("?text=qwertz")).path("entries")).isEmpty();
  }

  @Test
  void refusesWhatIsNone() {
    assertThat(show("pir 99", "").status()).isEqualTo(404);
    assertThat(json(show("8.2.6-3.9", "")).at("/error/message").asText()).contains("8.2.6/3.8");
    assertThat(list("?lang=tlh").status()).isEqualTo(400);
    assertThat(list("?text=" + "x".repeat(2_001)).status()).isEqualTo(400);
  }

  @Test
  void describesItsRoutes() {
    assertThat(new ConsoleRoutes(door.access, List.of(resource)).routes()).hasSize(3);
  }
}
