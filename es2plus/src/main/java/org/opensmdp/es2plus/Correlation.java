package org.opensmdp.es2plus;

import java.util.UUID;
import java.util.regex.Pattern;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;

/**
 * The header by which a caller finds its request again in our logs and in the timeline of the order that
 * it begins: 1 to 64 printable ASCII signs, sent back as they came. Anything else is as if it were not
 * there; the call gets a name of ours then, which is sent back.
 */
record Correlation(String id) {
  static final String HEADER = "X-Correlation-ID";
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,64}");

  static Correlation of(Request request) {
    return new Correlation(request
        .header(HEADER)
        .filter(id -> PRINTABLE.matcher(id).matches())
        .orElseGet(() -> UUID.randomUUID().toString()));
  }

  void tell(FunctionCall call) {
    call.correlated(id);
  }

  Reply onto(Reply reply) {
    return reply.header(HEADER, id);
  }
}
