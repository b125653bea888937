package org.opensmdp.console;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Audit;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Request;

/** The door: who comes in, with which role; and the book of what they changed. Any thread. */
public final class Access {
  private final AdminTokens tokens;
  private final Audit audit;
  private final InstantSource clock;
  private final Consumer<String> refused;

  /** @param refused hears of each request that was turned away, in a word of a closed set */
  public Access(AdminTokens tokens, Audit audit, InstantSource clock, Consumer<String> refused) {
    this.tokens = tokens;
    this.audit = audit;
    this.clock = clock;
    this.refused = refused;
  }

  /**
   * Returns who asks.
   *
   * @throws AdminRefusal 401 without a valid token, 403 if its role is too small
   */
  AdminToken enter(Request request, Role needed) {
    var token = request
        .header("Authorization")
        .flatMap(Bearer::ofHeader)
        .flatMap(bearer -> tokens
            .find(bearer.digest())
            .filter(found -> found.digest().equalsInConstantTime(bearer.digest())))
        .filter(found -> !found.isOver(clock.instant()));
    if (token.isEmpty()) {
      refused.accept("unauthenticated");
      throw new AdminRefusal(
          401, "unauthenticated", "send Authorization: Bearer with a token that is valid now");
    }
    if (!token.get().role().covers(needed)) {
      refused.accept("forbidden");
      throw AdminRefusal.forbidden("this needs the role %s; the token has %s"
          .formatted(needed, token.get().role()));
    }
    return token.get();
  }

  void record(AdminCall call, String what) {
    audit.append(call.who(), what, call.subject(), call.reason(), clock.instant());
  }
}
