package org.opensmdp.console;

import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** Tokens of the admin API: made, listed, revoked. A token is shown once, when it is made. */
public final class TokensResource implements Resource {
  private static final String PATH = "/admin/v1/tokens";
  private static final Set<String> MEMBERS = Set.of("name", "role", "operator", "lifetime");

  private final Access access;
  private final AdminTokens tokens;
  private final Inventory inventory;
  private final InstantSource clock;
  private final SecureRandom random;

  public TokensResource(
      Access access,
      AdminTokens tokens,
      Inventory inventory,
      InstantSource clock,
      SecureRandom random) {
    this.access = access;
    this.tokens = tokens;
    this.inventory = inventory;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            PATH,
            "admin.token.list",
            AdminFunction.of("token.list", Role.ADMINISTRATOR, access, this::list)),
        new Route(
            "POST",
            PATH,
            "admin.token.add",
            AdminFunction.of("token.add", Role.ADMINISTRATOR, access, this::add)),
        new Route(
            "DELETE",
            PATH + "/{tokenId}",
            "admin.token.revoke",
            AdminFunction.of("token.revoke", Role.ADMINISTRATOR, access, this::revoke)));
  }

  private Reply list(AdminCall call) {
    return AdminReply.ok(Map.of(
        "tokens",
        tokens.list().stream()
            .filter(token -> visible(call, token))
            .map(TokensResource::of)
            .toList()));
  }

  /** A token that is bound to an operator makes tokens for that operator only. */
  private Reply add(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var now = clock.instant();
    var bearer = Bearer.fresh(random);
    var token = tokens.add(new AdminToken(
        0,
        members.requiredText("name", TokensResource::name),
        bearer.digest(),
        members.requiredText("role", TokensResource::role),
        operator(call, members.text("operator")),
        now,
        members.text("lifetime", text -> end(now, text))));
    call.about("token/" + token.tokenId());
    var answer = of(token);
    answer.put("token", bearer.reveal());
    return AdminReply.created(answer);
  }

  private Reply revoke(AdminCall call) {
    long tokenId = call.path("tokenId", Long::parseLong);
    boolean there = tokens.list().stream()
        .anyMatch(token -> token.tokenId() == tokenId && visible(call, token));
    if (!there || !tokens.revoke(tokenId)) {
      throw AdminRefusal.notFound("there is no token " + tokenId);
    }
    call.about("token/" + tokenId);
    return AdminReply.nothing();
  }

  private static boolean visible(AdminCall call, AdminToken token) {
    return call.tenant().isEmpty()
        || token.operator().map(owner -> call.mayTouch(owner.operatorId())).orElse(false);
  }

  private Optional<Operator> operator(AdminCall call, Optional<String> name) {
    var named = name.map(given -> inventory
        .findOperator(given)
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such operator")));
    return named.or(call::tenant);
  }

  private static String name(String text) {
    if (text.isBlank() || text.length() > 100 || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("1 to 100 signs expected");
    }
    return text;
  }

  private static Role role(String text) {
    try {
      return Role.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "viewer, support, operations or administrator expected", e);
    }
  }

  private static Instant end(Instant now, String lifetime) {
    try {
      var span = Duration.parse(lifetime);
      if (span.isNegative() || span.isZero() || span.toDays() > 3660) {
        throw new IllegalArgumentException("up to ten years expected");
      }
      return now.plus(span);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("an ISO 8601 duration expected, as P90D", e);
    }
  }

  private static Map<String, Object> of(AdminToken token) {
    var members = new LinkedHashMap<String, Object>();
    members.put("tokenId", token.tokenId());
    members.put("name", token.name());
    members.put("role", token.role().name().toLowerCase(Locale.ROOT));
    members.put("operator", token.operator().map(Operator::name));
    members.put("createdAt", token.createdAt());
    members.put("expiresAt", token.expiresAt());
    return members;
  }
}
