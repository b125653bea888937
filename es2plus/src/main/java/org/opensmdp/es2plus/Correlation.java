package org.opensmdp.es2plus;

import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;

/**
 * The header by which a caller finds its request again in our logs: up to 64 printable ASCII signs,
 * sent back as they came. Anything else is as if it were not there.
 */
record Correlation(Optional<String> id) {
  private static final String HEADER = "X-Correlation-ID";
  private static final Pattern PRINTABLE = Pattern.compile("[!-~]{1,64}");

  static Correlation of(Request request) {
    return new Correlation(
        request.header(HEADER).filter(id -> PRINTABLE.matcher(id).matches()));
  }

  void tell(FunctionCall call) {
    id.ifPresent(call::correlated);
  }

  Reply onto(Reply reply) {
    return id.map(text -> reply.header(HEADER, text)).orElse(reply);
  }
}
