package org.opensmdp.es9plus;

import java.util.Set;
import java.util.function.Consumer;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.NotJson;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.Bytes;

/**
 * ES9+.HandleNotification in JSON (SGP.22 v2 §6.5.2.9). The answer is 204 without a body, to junk as
 * well: a device repeats a notification until it hears 204, and junk will not get better.
 */
final class HandleNotificationJson {
  private static final String NAME = "pendingNotification";
  private static final Set<String> MEMBERS = Set.of(NAME);

  private HandleNotificationJson() {}

  static Es9PlusFunction.Answer answering(Consumer<Bytes> rule) {
    return (request, call) -> {
      try {
        rule.accept(read(request.body()));
        call.succeeded();
      } catch (NotJson e) {
        call.malformed(e.text());
      } catch (WrongMember e) {
        call.malformed(e.text());
      }
      return Answers.empty(204);
    };
  }

  /** Reads octets, not a message: what they say is judged after they are kept. */
  static Bytes read(byte[] body) {
    var octets = Base64Text.read(JsonObject.read(body, MEMBERS), NAME);
    if (octets.isEmpty()) {
      throw WrongMember.missing(NAME);
    }
    return octets;
  }
}
