package org.opensmdp.es9plus;

import static org.opensmdp.rsp.StatusCode.FORMAT_INVALID;
import static org.opensmdp.rsp.StatusCode.FORMAT_MANDATORY_MISSING;

import java.util.Set;
import java.util.function.Function;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.NotJson;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.RspException;

/**
 * One function of ES9+ as a handler. The one place where a refusal becomes an answer: HTTP 200
 * whatever the function decides, other statuses only for what is no call of a function.
 */
final class Es9PlusFunction implements Handler {
  private final String name;
  private final FunctionObserver observer;
  private final Answer answer;
  private final Function<RspException, Reply> refusal;

  /** Answers a request and ends the call if it is no exception that ends it. */
  @FunctionalInterface
  interface Answer {
    Reply to(Request request, FunctionCall call);
  }

  /** Makes the answer of a function that succeeds. */
  @FunctionalInterface
  interface Content {
    byte[] of(JsonObject body, FunctionCall call);
  }

  /** @param refusal makes the answer of a refusal that {@code answer} leaves to this class */
  Es9PlusFunction(
      String name,
      FunctionObserver observer,
      Answer answer,
      Function<RspException, Reply> refusal) {
    this.name = name;
    this.observer = observer;
    this.answer = answer;
    this.refusal = refusal;
  }

  /**
   * Answers with JSON to JSON.
   *
   * @param members those that the function reads; others, a header among them, are ignored
   */
  static Answer json(Set<String> members, Content content) {
    return (request, call) -> {
      byte[] json = content.of(JsonObject.bodyOf(request, members), call);
      call.succeeded();
      return Answers.ok(json);
    };
  }

  @Override
  public Reply handle(Request request) {
    var call = FunctionCall.begin(name, observer);
    try {
      return answer.to(request, call);
    } catch (RspException e) {
      return refused(e, call);
    } catch (WrongMember e) {
      var status = e.isMissing() ? FORMAT_MANDATORY_MISSING : FORMAT_INVALID;
      return refused(new RspException(status, e.text()), call);
    } catch (InvalidMessage e) {
      return refused(new RspException(FORMAT_INVALID, String.valueOf(e.getMessage())), call);
    } catch (NotJson e) {
      call.malformed(e.text());
      return Answers.empty(e.httpStatus());
    } catch (StorageUnavailable e) {
      call.unavailable(e);
      return Answers.empty(503).header("Retry-After", "10");
    } catch (RuntimeException | Error defect) {
      call.failed();
      throw defect;
    }
  }

  private Reply refused(RspException why, FunctionCall call) {
    call.refused(why);
    return refusal.apply(why);
  }
}
