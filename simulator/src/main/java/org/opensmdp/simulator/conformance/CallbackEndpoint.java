package org.opensmdp.simulator.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.OperatorEndpoint;
import org.opensmdp.simulator.OperatorEndpoint.Call;
import org.opensmdp.simulator.OperatorEndpoint.Manner;

/**
 * Where the server under test calls the operator back (SGP.22 v2 §5.3.5). All runs share it: a case finds
 * its calls by the ICCID, and one that has it misbehave is tagged "alone".
 */
public final class CallbackEndpoint {
  private final OperatorEndpoint endpoint;
  private final UnaryOperator<ServerAnswer> ear;

  public CallbackEndpoint(OperatorEndpoint endpoint) {
    this(endpoint, UnaryOperator.identity());
  }

  private CallbackEndpoint(OperatorEndpoint endpoint, UnaryOperator<ServerAnswer> ear) {
    this.endpoint = endpoint;
    this.ear = ear;
  }

  /** Returns all it has heard, in order. */
  public List<Call> calls() {
    return endpoint.calls().stream().map(this::heard).toList();
  }

  public void behave(Manner manner) {
    endpoint.behave(manner);
  }

  /** Listens no more until {@link #up}. */
  public void down() {
    endpoint.down();
  }

  public void up() {
    endpoint.up();
  }

  /** Returns the same with other ears: what is said is heard changed. */
  CallbackEndpoint hearing(UnaryOperator<ServerAnswer> change) {
    return new CallbackEndpoint(endpoint, change);
  }

  private Call heard(Call call) {
    var said = new ServerAnswer(200, call.headers(), Bytes.wrap(call.body().getBytes(UTF_8)));
    var changed = ear.apply(said);
    return new Call(call.path(), caseless(changed.headers()), text(changed.body()), call.taken());
  }

  private static Map<String, String> caseless(Map<String, String> headers) {
    var names = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    names.putAll(headers);
    return names;
  }

  private static String text(Bytes body) {
    return new String(body.toArray(), UTF_8);
  }
}
