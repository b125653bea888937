package org.opensmdp.console;

import java.util.Map;
import org.opensmdp.http.Reply;

/** Answers of the admin API. None is for a cache. */
public final class AdminReply {
  private static final String JSON = "application/json";

  private AdminReply() {}

  /** 200 with maps, lists, records, texts and numbers as JSON. */
  public static Reply ok(Object value) {
    return json(200, value);
  }

  /** 201 with what was made. */
  public static Reply created(Object value) {
    return json(201, value);
  }

  /** 204. */
  public static Reply nothing() {
    return uncached(Reply.empty(204));
  }

  /** 200 with something that is no JSON. */
  public static Reply octets(String contentType, byte[] octets) {
    return uncached(Reply.of(200, contentType, octets));
  }

  static Reply refused(AdminRefusal refusal) {
    return json(
        refusal.httpStatus(),
        Map.of("error", Map.of("code", refusal.code(), "message", refusal.text())));
  }

  static Reply json(int status, Object value) {
    return uncached(Reply.of(status, JSON, AdminJson.write(value)));
  }

  private static Reply uncached(Reply reply) {
    return reply.header("Cache-Control", "no-store");
  }
}
