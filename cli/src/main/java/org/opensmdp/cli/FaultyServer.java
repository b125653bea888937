package org.opensmdp.cli;

import org.opensmdp.http.Reply;
import org.opensmdp.http.ReplyHook;
import org.opensmdp.http.Request;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.conformance.FaultyAnswers;
import org.opensmdp.simulator.conformance.ServerAnswer;

/** Leads the answers of a server of ours through faults. */
record FaultyServer(FaultyAnswers faults) implements ReplyHook {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;

  @Override
  public Reply leaving(Request request, Reply reply) {
    var right = new ServerAnswer(reply.status(), reply.headersByName(), Bytes.wrap(reply.body()));
    var sent = faults.leaving(request.header(FaultyAnswers.HEADER), request.path(), right);
    if (sent.equals(right)) {
      return reply;
    }
    boolean bodyOf204 = reply.status() == NO_CONTENT && !sent.body().isEmpty(); // HTTP has none
    int status = bodyOf204 && sent.status() == NO_CONTENT ? OK : sent.status();
    return Reply.of(status, sent.headers(), sent.body().toArray());
  }
}
