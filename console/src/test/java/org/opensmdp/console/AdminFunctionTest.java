package org.opensmdp.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.opensmdp.console.Door.errorCode;
import static org.opensmdp.console.Door.request;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.opensmdp.activation.AuditEntry;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Handler;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;

class AdminFunctionTest {
  private static final String SOMEWHERE = "/admin/v1/things/7?a=b%20c&a=d&e";

  private final Door door = new Door();
  private final Handler echo = handler(call -> AdminReply.ok(Map.of(
      "who", call.who(), "a", call.query("a").orElse(""), "e", call.query("e").isPresent())));

  private Handler handler(AdminFunction.Content content) {
    return AdminFunction.of("thing.change", Role.OPERATIONS, door.access, content);
  }

  @Test
  void letsARoleInThatCoversWhatIsNeeded() {
    for (var role : List.of(Role.OPERATIONS, Role.ADMINISTRATOR)) {
      var reply = echo.handle(request(door.token(role), "GET", SOMEWHERE, ""));

      assertThat(reply.status()).isEqualTo(200);
      assertThat(Door.json(reply).at("/a").asText()).isEqualTo("b c");
      assertThat(Door.json(reply).at("/e").asBoolean()).isFalse();
      assertThat(reply.header("Cache-Control")).contains("no-store");
    }
    assertThat(door.refused).isEmpty();
  }

  @Test
  void turnsAwayWhoHasNoTokenAndCountsIt() {
    var token = door.token(Role.ADMINISTRATOR).reveal();
    var plain = request("GET", SOMEWHERE, "");
    var strangers = List.of(
        plain,
        plain.withHeader("Authorization", "Bearer"),
        plain.withHeader("Authorization", "Bearer " + token + "0"),
        plain.withHeader("Authorization", "Bearer " + token.replace('a', 'b').replace('1', '2')),
        plain.withHeader("Authorization", "Basic " + token),
        plain.withHeader("Authorization", token));

    for (var stranger : strangers) {
      var reply = echo.handle(stranger);

      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).contains("Bearer realm=\"opensmdp\"");
      assertThat(errorCode(reply)).isEqualTo("unauthenticated");
    }
    assertThat(door.refused).hasSize(strangers.size()).containsOnly("unauthenticated");
  }

  @Test
  void turnsAwayASmallerRole() {
    var reply = echo.handle(request(door.token(Role.SUPPORT), "GET", SOMEWHERE, ""));

    assertThat(reply.status()).isEqualTo(403);
    assertThat(door.refused).containsExactly("forbidden");
  }

  @Test
  void turnsAwayATokenThatIsOverOrRevoked() {
    var over = door.token(Role.ADMINISTRATOR);
    door.forward(Duration.ofHours(1));
    var revoked = door.token(Role.ADMINISTRATOR);
    door.store
        .adminTokens()
        .list()
        .forEach(token -> door.store.adminTokens().revoke(token.tokenId()));

    assertThat(echo.handle(request(over, "GET", SOMEWHERE, "")).status()).isEqualTo(401);
    assertThat(echo.handle(request(revoked, "GET", SOMEWHERE, "")).status()).isEqualTo(401);
  }

  @Test
  void writesChangesIntoTheAuditAndNothingElse() {
    var token = door.token(Role.OPERATIONS);
    var change = handler(call -> {
      call.about("thing/7");
      return AdminReply.nothing();
    });
    var dryRun = handler(call -> {
      call.changesNothing();
      return AdminReply.ok(Map.of());
    });
    var refused = handler(call -> {
      throw AdminRefusal.conflict("not now");
    });

    change.handle(request(token, "POST", SOMEWHERE, "").withHeader("Audit-Reason", "ticket 5"));
    change.handle(request(token, "GET", SOMEWHERE, ""));
    dryRun.handle(request(token, "POST", SOMEWHERE, ""));
    refused.handle(request(token, "POST", SOMEWHERE, ""));

    assertThat(door.store.audit().list(0, 10))
        .extracting(AuditEntry::who, AuditEntry::what, AuditEntry::subject, AuditEntry::reason)
        .containsExactly(tuple("OPERATIONS", "thing.change", "thing/7", "ticket 5"));
  }

  @Test
  void translatesRefusalsOfTheRules() {
    var token = door.token(Role.OPERATIONS);
    var expected = Map.of(
        StatusCode.ICCID_UNKNOWN, 404,
        StatusCode.ICCID_NOT_ALLOWED, 403,
        StatusCode.ICCID_IN_USE, 409,
        StatusCode.EID_INVALID, 422);

    expected.forEach((status, http) -> {
      var reply = handler(call -> {
            throw new RspException(status, "why");
          })
          .handle(request(token, "GET", SOMEWHERE, ""));

      assertThat(reply.status()).as("%s", status).isEqualTo(http);
      assertThat(errorCode(reply)).isEqualTo(status.pair());
    });
  }

  @Test
  void answers503WithoutADatabase() {
    var token = door.token(Role.OPERATIONS);
    var reply = handler(call -> {
          throw new StorageUnavailable(new IllegalStateException("gone"));
        })
        .handle(request(token, "GET", SOMEWHERE, ""));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).contains("10");
  }

  @Test
  void refusesWhatIsNoJsonAndNoQuery() {
    var token = door.token(Role.OPERATIONS);
    var strict = handler(call -> AdminReply.ok(call.members().only(Set.of("a")).text("a")));

    for (var body : List.of(
        "",
        "x",
        "[]",
        "{",
        "{}{}",
        "{\"a\":1}",
        "{\"b\":\"\"}",
        "{\"a\":\"\",\"a\":\"\"}",
        "[".repeat(99))) {
      var reply = strict.handle(request(token, "POST", SOMEWHERE, body));

      assertThat(reply.status()).as(body).isEqualTo(400);
    }
    assertThat(echo.handle(request(token, "GET", "/x?a=%zz", "")).status()).isEqualTo(400);
  }

  @Test
  void neverShowsATokenInText() {
    var bearer = door.token(Role.VIEWER);

    assertThat(bearer.toString()).doesNotContain(bearer.reveal());
    assertThat(door.store.adminTokens().list().toString()).doesNotContain(bearer.reveal());
  }
}
